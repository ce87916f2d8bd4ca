import type { RecordSink } from "../format/log-format.ts";
import { type MessageResult, sightMessage } from "../message/message-sighting.ts";
import type { SipMessage } from "../message/sip-message.ts";
import { routeOf } from "./heading-route.ts";
import { settleRecord } from "./settle-record.ts";
import type { SplitMessage } from "./split-messages.ts";
import type { TraceClock } from "./trace-clock.ts";
import type { TraceHeading } from "./trace-marker.ts";

/** The record in hand: a message with its heading, and with the packets that held earlier parts of it. */
export class TraceRecord {
  heading: TraceHeading | undefined;
  /** Line in which it begins. */
  line = 0;
  /** First lines of the packets that held earlier parts of its message. */
  partLines: number[] = [];
  readonly #sink: RecordSink;
  readonly #clock: TraceClock;
  /** Of the heading, epoch µs; NaN until it is needed. */
  #headingTime = Number.NaN;

  constructor(sink: RecordSink, clock: TraceClock) {
    this.#sink = sink;
    this.#clock = clock;
  }

  open(heading: TraceHeading, line: number): void {
    this.heading = heading;
    this.#headingTime = Number.NaN;
    this.line = line;
  }

  /** Epoch µs; 0 if the trace does not show it. */
  time(): number {
    if (Number.isNaN(this.#headingTime) || !this.heading)
      this.#headingTime = this.#clock.read(this.heading?.time ?? "");
    return this.#headingTime;
  }

  /** Tells the sink about the message and its parts. */
  settle(verdict: MessageResult): void {
    if (this.partLines.length > 0) {
      for (let i = 0; i < this.partLines.length; i++) this.#sink.ignore("part-of-message");
      this.partLines = [];
    }
    settleRecord(this.#sink, this.line, verdict);
  }

  sight(bytes: Buffer, message: SipMessage): void {
    this.settle(sightMessage(bytes, message, routeOf(this.heading), this.time()));
  }

  /** No packet goes on with this message, and what it holds identifies its call. */
  sightSplit({ heading, head, lines, time }: SplitMessage, message: SipMessage): void {
    this.line = lines.at(-1)!;
    this.partLines = lines.slice(0, -1);
    this.settle(sightMessage(head, message, routeOf(heading), time));
  }
}
