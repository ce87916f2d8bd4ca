import type { RecordSink } from "../log-format.ts";
import { skipSpaces } from "../sip/ascii.ts";
import { sightMessage } from "../sip/message-sighting.ts";
import { isSufficient, readSipMessage } from "../sip/sip-message.ts";
import { findHeading, readSecondLine } from "./find-heading.ts";
import { routeOf } from "./heading-route.ts";
import { isConsoleLine, isHeaderLike } from "./line-shapes.ts";
import { MessageHead } from "./message-head.ts";
import { bareLine, type LinePart, undress } from "./message-lines.ts";
import { readOtherRecord } from "./other-records.ts";
import { FAULT, settleRecord } from "./settle-record.ts";
import { type SplitMessage, SplitMessages } from "./split-messages.ts";
import type { TraceClock } from "./trace-clock.ts";
import type { Heading } from "./trace-marker.ts";

/** Lines that may stand between the heading of a message and its start line. */
const MAX_HEADING_LINES = 3;
const CRLF_BYTES = 2;
const EQUALS = 0x3d;

/**
 * Reads SIP messages from the lines of a trace. A record is a message with its heading and the empty
 * lines around it, or a line that belongs to none.
 */
export class TraceReader {
  private readonly sink: RecordSink;
  private readonly clock: TraceClock;
  private readonly head = new MessageHead();
  private readonly split = new SplitMessages((message) => this.finishSplit(message));
  private readonly line: LinePart = { from: 0, to: 0 };
  /** Between messages, behind a heading, in the headers, or in the body and what follows it. */
  private place: "outside" | "heading" | "head" | "body" = "outside";
  private heading: Heading | undefined;
  /** Time of the heading, epoch µs; NaN until it is needed. */
  private time = Number.NaN;
  private headingLines = 0;
  private bodyLeft = 0;
  private lines = 0;
  /** Line in which the record in hand begins. */
  private recordLine = 0;
  /** First lines of the packets that held earlier parts of the message in hand. */
  private partLines: number[] = [];
  /** Behind the heading stands a start line that cannot be read. */
  private isDamaged = false;

  constructor(sink: RecordSink, clock: TraceClock) {
    this.sink = sink;
    this.clock = clock;
  }

  /** Takes the next line, without its line feed. */
  take(bytes: Buffer, from: number, to: number): void {
    this.lines++;
    const { line } = this;
    line.from = from;
    line.to = to;
    bareLine(bytes, line);
    switch (this.place) {
      case "outside":
        this.takeOutside(bytes);
        break;
      case "heading":
        this.takeHeading(bytes);
        break;
      case "head":
        this.takeHead(bytes);
        break;
      case "body":
        this.takeBody(bytes);
    }
  }

  /** Takes a last line without an end. In the headers of a message it may be half a header: that does not count. */
  takeLast(bytes: Buffer, from: number, to: number): void {
    if (this.place === "head") this.lines++;
    else this.take(bytes, from, to);
  }

  /** A line that is too long to be read. */
  skipLine(): void {
    this.lines++;
    this.close();
    this.sink.reject(this.lines, "Line of more than 1 MB");
  }

  /** The trace is over. */
  end(): void {
    this.close();
    this.split.end();
  }

  private takeOutside(bytes: Buffer): void {
    const { from, to } = this.line;
    if (skipSpaces(bytes, from, to) === to || this.begin(bytes)) return;
    const text = textOf(bytes, from, to);
    const heading = findHeading(text);
    if (heading) {
      this.open(heading);
      return;
    }
    this.recordLine = this.lines;
    const verdict = readOtherRecord(text, this.clock);
    if (verdict !== undefined) {
      settleRecord(this.sink, this.recordLine, verdict);
    } else {
      this.clock.sawLine(text);
      this.sink.ignore("other-record");
    }
  }

  private takeHeading(bytes: Buffer): void {
    const { from, to } = this.line;
    const heading = this.heading!;
    if (from === to || this.begin(bytes)) return;
    const text = textOf(bytes, from, to);
    if (readSecondLine(heading, text)) return;
    const next = findHeading(text);
    if (next) {
      this.open(next);
    } else if (heading.marker.end?.test(text)) {
      this.close();
    } else if (heading.marker.headsPackets) {
      const begun = this.split.take(heading);
      if (begun) this.resume(begun, bytes);
    } else if (++this.headingLines > MAX_HEADING_LINES) {
      this.close();
      this.takeOutside(bytes);
    }
  }

  private takeHead(bytes: Buffer): void {
    const { line, head } = this;
    const { dress } = head;
    const { from, to } = line;
    const marker = this.heading?.marker;
    // The empty line of the message itself would be a dot: here the packet ended inside the headers.
    if (dress.isDotted && from === to) {
      this.finishHead(false);
      return;
    }
    undress(bytes, line, dress);
    if (line.from === line.to) {
      this.finishHead(true);
      return;
    }
    if (!isHeaderLike(bytes, line.from, line.to)) {
      const text = textOf(bytes, from, to);
      if (marker?.end?.test(text)) {
        this.close();
        return;
      }
      const next = findHeading(text);
      if (next) {
        this.open(next);
        return;
      }
    } else if (marker?.id === "asterisk" && isConsoleLine(bytes, line.from, line.to)) {
      this.sink.ignore("other-record");
      return;
    }
    if (!head.add(bytes, line, dress.isDotted && line.to === to)) {
      this.settleParts();
      settleRecord(this.sink, this.recordLine, { reason: FAULT.endless });
      this.place = "body";
    }
  }

  private takeBody(bytes: Buffer): void {
    const { line } = this;
    const { from, to } = line;
    // "v=0" is a line of SDP (RFC 8866 §5), whatever Content-Length says.
    const isSdp = bytes[from + 1] === EQUALS;
    if (from < to && !isSdp) {
      const marker = this.heading?.marker;
      const text = textOf(bytes, from, to);
      const next = findHeading(text);
      if (next) {
        this.open(next);
        return;
      }
      if (marker?.end?.test(text)) {
        this.close();
        return;
      }
      if (this.bodyLeft <= CRLF_BYTES && this.begin(bytes)) return;
      if (this.bodyLeft <= 0 && !marker?.headsPackets) {
        this.close();
        this.takeOutside(bytes);
        return;
      }
    }
    undress(bytes, line, this.head.dress);
    this.bodyLeft -= line.to - line.from + CRLF_BYTES;
  }

  /** Begins a message if the line is its start line. */
  private begin(bytes: Buffer): boolean {
    const found = this.head.begin(bytes, this.line, this.heading?.marker);
    if (found === "damaged") this.isDamaged = true;
    if (found !== "begun") return false;
    if (this.place !== "heading") this.recordLine = this.lines;
    this.place = "head";
    return true;
  }

  private open(heading: Heading): void {
    this.close();
    this.heading = heading;
    this.time = Number.NaN;
    this.place = "heading";
    this.recordLine = this.lines;
    this.headingLines = 0;
    this.isDamaged = false;
  }

  /** Ends what is in hand. */
  private close(): void {
    if (this.place === "head") this.finishHead(false);
    if (this.place === "heading") {
      if (this.isDamaged) this.sink.reject(this.recordLine, FAULT.damaged);
      else this.sink.ignore(this.heading?.marker.headsPackets ? "not-sip" : "no-payload");
    }
    this.place = "outside";
    this.heading = undefined;
  }

  private finishHead(isComplete: boolean): void {
    const { head, heading } = this;
    const { buffer } = head;
    this.place = "body";
    this.bodyLeft = 0;
    const message = readSipMessage(buffer.bytes, 0, buffer.length);
    if (typeof message === "string") {
      settleRecord(this.sink, this.recordLine, { reason: FAULT.damaged });
      return;
    }
    if (!isComplete && heading?.marker.headsPackets) {
      this.split.keep({
        heading,
        head: buffer.copy(),
        isLineOpen: head.isLineOpen,
        isLineKept: head.isLineKept,
        isDotted: head.dress.isDotted,
        lines: [...this.partLines, this.recordLine],
        time: this.timeOfMessage(),
      });
      this.partLines = [];
      return;
    }
    this.settleParts();
    if (!isComplete && !isSufficient(message)) {
      settleRecord(this.sink, this.recordLine, { reason: FAULT.notIdentified });
      return;
    }
    settleRecord(
      this.sink,
      this.recordLine,
      sightMessage(buffer.bytes, message, routeOf(heading), this.timeOfMessage()),
    );
    this.bodyLeft = Math.max(message.contentLength, 0);
  }

  /** Goes on with the headers that an earlier packet began. */
  private resume(begun: SplitMessage, bytes: Buffer): void {
    this.head.resume(begun);
    this.partLines = begun.lines;
    this.place = "head";
    this.takeHead(bytes);
  }

  /** No packet goes on with these headers: what they hold may still identify the call. */
  private finishSplit({ heading, head, lines, time }: SplitMessage): void {
    const message = readSipMessage(head, 0, head.length);
    const last = lines.pop()!;
    if (typeof message === "object" && isSufficient(message)) {
      this.partLines = lines;
      this.settleParts();
      this.recordLine = last;
      settleRecord(this.sink, this.recordLine, sightMessage(head, message, routeOf(heading), time));
    } else {
      for (const line of [...lines, last]) this.sink.reject(line, FAULT.notIdentified);
    }
  }

  private timeOfMessage(): number {
    if (Number.isNaN(this.time) || !this.heading) this.time = this.clock.read(this.heading?.time ?? "");
    return this.time;
  }

  private settleParts(): void {
    for (let i = 0; i < this.partLines.length; i++) this.sink.ignore("part-of-message");
    this.partLines = [];
  }
}

function textOf(bytes: Buffer, from: number, to: number): string {
  return bytes.toString("latin1", from, to);
}
