import type { RecordSink } from "../format/log-format.ts";
import { LF, skipSpaces } from "../message/ascii.ts";
import type { HeaderTable } from "../message/header-table.ts";
import { isSufficient, readSipMessage, type SipMessage } from "../message/sip-message.ts";
import { findHeading, readSecondLine } from "./find-heading.ts";
import { isConsoleLine, isHeaderLike } from "./line-shapes.ts";
import { MessageHead } from "./message-head.ts";
import { bareLine, type LinePart, undress } from "./message-lines.ts";
import { readOtherRecord } from "./other-records.ts";
import { FAULT, settleRecord } from "./settle-record.ts";
import { type SplitMessage, SplitMessages } from "./split-messages.ts";
import type { TraceClock } from "./trace-clock.ts";
import type { TraceHeading } from "./trace-marker.ts";
import { TraceRecord } from "./trace-record.ts";

/** Lines that may stand between the heading of a message and its start line. */
const MAX_HEADING_LINES = 3;
const CRLF_BYTES = 2;
const EQUALS = 0x3d;

/**
 * Reads SIP messages from the lines of a trace. A record is a message with its heading and the empty
 * lines around it, or a line that belongs to none.
 */
export class TraceReader {
  readonly #sink: RecordSink;
  readonly #clock: TraceClock;
  readonly #record: TraceRecord;
  readonly #head: MessageHead;
  readonly #headers: HeaderTable;
  readonly #split = new SplitMessages((message) => this.#finishSplit(message));
  readonly #line: LinePart = { from: 0, to: 0 };
  /** Between messages, behind a heading, in the headers, or in the body and what follows it. */
  #place: "outside" | "heading" | "head" | "body" = "outside";
  /** Where the lines that are not yet taken begin and end. */
  #next = 0;
  #end = 0;
  #headingLines = 0;
  #bodyLeft = 0;
  #lines = 0;
  /** Behind the heading stands a start line that cannot be read. */
  #isDamaged = false;

  constructor(sink: RecordSink, clock: TraceClock, headers: HeaderTable) {
    this.#headers = headers;
    this.#head = new MessageHead(headers);
    this.#sink = sink;
    this.#clock = clock;
    this.#record = new TraceRecord(sink, clock);
  }

  /** Takes the lines that end in `[from, end)`. Returns the offset behind the last of them. */
  takeLines(bytes: Buffer, from: number, end: number): number {
    this.#next = from;
    this.#end = end;
    for (;;) {
      const next = this.#next;
      const lineEnd = bytes.indexOf(LF, next);
      if (lineEnd < 0 || lineEnd >= end) return next;
      this.#next = lineEnd + 1;
      this.#take(bytes, next, lineEnd);
    }
  }

  /** Takes one line, without its line feed. */
  #take(bytes: Buffer, from: number, to: number): void {
    this.#lines++;
    const line = this.#line;
    line.from = from;
    line.to = to;
    bareLine(bytes, line);
    switch (this.#place) {
      case "outside":
        this.#takeOutside(bytes);
        break;
      case "heading":
        this.#takeHeading(bytes);
        break;
      case "head":
        this.#takeHead(bytes);
        break;
      case "body":
        this.#takeBody(bytes);
    }
  }

  /** Takes a last line without an end. In the headers of a message it may be half a header: that does not count. */
  takeLast(bytes: Buffer, from: number, to: number): void {
    this.#next = this.#end = to;
    if (this.#place === "head") this.#lines++;
    else this.#take(bytes, from, to);
  }

  /** A line that is too long to be read. */
  skipLine(): void {
    this.#lines++;
    this.#close();
    this.#sink.reject(this.#lines, "Line of more than 1 MB");
  }

  /** The trace is over. */
  finish(): void {
    this.#close();
    this.#split.end();
  }

  #takeOutside(bytes: Buffer): void {
    const { from, to } = this.#line;
    if (skipSpaces(bytes, from, to) === to || this.#begin(bytes)) return;
    const heading = findHeading(bytes, from, to);
    if (heading) {
      this.#open(heading);
      return;
    }
    const text = textOf(bytes, from, to);
    const verdict = readOtherRecord(text, this.#clock);
    if (verdict !== undefined) {
      settleRecord(this.#sink, this.#lines, verdict);
    } else {
      this.#clock.sawLine(text);
      this.#sink.ignore("other-record");
    }
  }

  #takeHeading(bytes: Buffer): void {
    const { from, to } = this.#line;
    const heading = this.#record.heading!;
    if (from === to || this.#begin(bytes)) return;
    const text = textOf(bytes, from, to);
    if (readSecondLine(heading, text)) return;
    const next = findHeading(bytes, from, to);
    if (next) {
      this.#open(next);
    } else if (heading.marker.end?.test(text)) {
      this.#close();
    } else if (heading.marker.headsPackets) {
      const begun = this.#split.take(heading);
      if (begun) this.#resume(begun, bytes);
    } else if (++this.#headingLines > MAX_HEADING_LINES) {
      this.#close();
      this.#takeOutside(bytes);
    }
  }

  #takeHead(bytes: Buffer): void {
    const line = this.#line;
    const head = this.#head;
    const { dress } = head;
    const { from, to } = line;
    const marker = this.#record.heading?.marker;
    // The empty line of the message itself would be a dot: here the packet ended inside the headers.
    if (dress.isDotted && from === to) {
      this.#finishHead(false);
      return;
    }
    undress(bytes, line, dress);
    if (line.from === line.to) {
      this.#finishHead(true);
      return;
    }
    if (!isHeaderLike(bytes, line.from, line.to)) {
      if (marker?.end?.test(textOf(bytes, from, to))) {
        this.#close();
        return;
      }
      const next = findHeading(bytes, from, to);
      if (next) {
        this.#open(next);
        return;
      }
    } else if (marker?.hasConsoleLines && isConsoleLine(bytes, line.from, line.to)) {
      this.#sink.ignore("other-record");
      return;
    }
    if (!head.add(bytes, line, dress.isDotted && line.to === to)) {
      this.#record.settle({ reason: FAULT.endless });
      this.#place = "body";
    }
  }

  #takeBody(bytes: Buffer): void {
    const line = this.#line;
    const { from, to } = line;
    undress(bytes, line, this.#head.dress);
    // "v=0" is a line of SDP (RFC 8866 §5), whatever Content-Length says; indented, while it says that the body goes on.
    const isSdp =
      bytes[from + 1] === EQUALS || (this.#bodyLeft > CRLF_BYTES && bytes[line.from + 1] === EQUALS);
    if (from < to && !isSdp) {
      line.from = from;
      line.to = to;
      const marker = this.#record.heading?.marker;
      const next = findHeading(bytes, from, to);
      if (next) {
        this.#open(next);
        return;
      }
      if (marker?.end?.test(textOf(bytes, from, to))) {
        this.#close();
        return;
      }
      if (this.#bodyLeft <= CRLF_BYTES && this.#begin(bytes)) return;
      if (this.#bodyLeft <= 0 && !marker?.headsPackets) {
        this.#close();
        this.#takeOutside(bytes);
        return;
      }
      undress(bytes, line, this.#head.dress);
    }
    this.#bodyLeft -= line.to - line.from + CRLF_BYTES;
  }

  /** Begins a message if the line is its start line. */
  #begin(bytes: Buffer): boolean {
    const head = this.#head;
    const record = this.#record;
    const found = head.begin(bytes, this.#line, record.heading?.marker);
    if (found === "damaged") this.#isDamaged = true;
    if (found !== "begun") return false;
    if (this.#place !== "heading") record.line = this.#lines;
    const whole = head.readInPlace(bytes, this.#next, this.#end);
    if (whole) {
      this.#lines += whole.lines;
      this.#next = whole.next;
      this.#sight(bytes, whole.message);
    } else {
      head.hold(bytes);
      this.#place = "head";
    }
    return true;
  }

  #open(heading: TraceHeading): void {
    this.#close();
    this.#record.open(heading, this.#lines);
    this.#place = "heading";
    this.#headingLines = 0;
    this.#isDamaged = false;
  }

  /** Ends what is in hand. */
  #close(): void {
    const record = this.#record;
    if (this.#place === "head") this.#finishHead(false);
    if (this.#place === "heading") {
      if (this.#isDamaged) this.#sink.reject(record.line, FAULT.damaged);
      else this.#sink.ignore(record.heading?.marker.headsPackets ? "not-sip" : "no-payload");
    }
    this.#place = "outside";
    record.heading = undefined;
  }

  /** Uses a message whose headers are complete, or say enough. */
  #sight(bytes: Buffer, message: SipMessage): void {
    this.#record.sight(bytes, message);
    this.#place = "body";
    this.#bodyLeft = Math.max(message.contentLength, 0);
  }

  #finishHead(isComplete: boolean): void {
    const head = this.#head;
    const record = this.#record;
    const { buffer } = head;
    this.#place = "body";
    this.#bodyLeft = 0;
    const message = readSipMessage(buffer.bytes, 0, buffer.length, false, this.#headers);
    if (typeof message === "string") {
      settleRecord(this.#sink, record.line, { reason: FAULT.damaged });
      return;
    }
    if (!isComplete && record.heading?.marker.headsPackets) {
      this.#split.keep({
        heading: record.heading,
        head: buffer.copy(),
        isLineOpen: head.isLineOpen,
        isLineKept: head.isLineKept,
        isDotted: head.dress.isDotted,
        lines: [...record.partLines, record.line],
        time: record.time(),
      });
      record.partLines = [];
    } else if (!isComplete && !isSufficient(message)) {
      record.settle({ reason: FAULT.notIdentified });
    } else {
      this.#sight(buffer.bytes, message);
    }
  }

  /** Goes on with the headers that an earlier packet began. */
  #resume(begun: SplitMessage, bytes: Buffer): void {
    this.#head.resume(begun);
    this.#record.partLines = begun.lines;
    this.#place = "head";
    this.#takeHead(bytes);
  }

  /** No packet goes on with these headers: what they hold may still identify the call. */
  #finishSplit(split: SplitMessage): void {
    const message = readSipMessage(split.head, 0, split.head.length, false, this.#headers);
    if (typeof message === "object" && isSufficient(message)) this.#record.sightSplit(split, message);
    else for (const line of split.lines) this.#sink.reject(line, FAULT.notIdentified);
  }
}

function textOf(bytes: Buffer, from: number, to: number): string {
  return bytes.toString("latin1", from, to);
}
