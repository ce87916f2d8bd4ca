import type { Cursor } from "./cursor.ts";
import type { RecordTally } from "./record-tally.ts";
import type { SipStream } from "./sip-stream.ts";

/** A segment that arrived before one in front of it. */
interface WaitingSegment {
  readonly sequence: number;
  readonly bytes: Buffer;
  readonly missing: number;
  readonly number: number;
  readonly time: number;
}

const MAX_WAITING = 64;
/** A retransmission that takes longer was not captured. */
const PATIENCE_US = 5_000_000;
/** Farther apart are only the sequence numbers of two connections. */
const MAX_DISTANCE = 1 << 24;

/** One direction of a TCP connection: brings its segments into order and feeds them to the SIP stream. */
export class TcpDirection {
  /** When it last carried something, epoch µs. */
  lastAt = 0;
  readonly #stream: SipStream;
  readonly #tally: RecordTally;
  #next: number;
  /** Sorted by sequence number. */
  #waiting: WaitingSegment[] = [];

  constructor(stream: SipStream, tally: RecordTally, sequence: number) {
    this.#stream = stream;
    this.#tally = tally;
    this.#next = sequence;
  }

  /** Takes a segment with payload and settles its packet, now or later. */
  take(cursor: Cursor, sequence: number): void {
    const { bytes, at, end, number, time, missing } = cursor;
    this.lastAt = time;
    const ahead = distance(this.#next, sequence);
    if (ahead === -1 && end - at === 1) {
      // A probe of TCP's own keep-alive repeats the last byte (RFC 9293 §3.8.4).
      this.#tally.ignore("no-payload");
      return;
    }
    if (ahead > MAX_DISTANCE || ahead < -MAX_DISTANCE) {
      this.end();
      this.#next = sequence;
      this.#takeInOrder(bytes, at, end, missing, number, time);
    } else if (ahead <= 0) {
      this.#takeInOrder(bytes, at - ahead, end, missing, number, time);
      if (this.#waiting.length > 0) this.#drain();
    } else {
      this.#hold({ sequence, bytes: Buffer.from(bytes.subarray(at, end)), missing, number, time });
    }
    const oldest = this.#waiting[0];
    if (oldest && (this.#waiting.length > MAX_WAITING || time - oldest.time > PATIENCE_US)) this.#passGap();
  }

  /** Nothing more will come. */
  end(): void {
    while (this.#waiting.length > 0) this.#passGap();
    this.#stream.end();
  }

  get heldBytes(): number {
    let held = this.#stream.heldBytes;
    for (const segment of this.#waiting) held += segment.bytes.length;
    return held;
  }

  #takeInOrder(bytes: Buffer, from: number, to: number, missing: number, number: number, time: number): void {
    if (from >= to && (missing === 0 || from >= to + missing)) {
      this.#tally.ignore("repeated");
      return;
    }
    this.#next = (this.#next + (to - from) + missing) >>> 0;
    this.#stream.take(bytes, from, to, number, time);
    if (missing > 0) this.#stream.skip(missing);
  }

  #hold(segment: WaitingSegment): void {
    let at = this.#waiting.length;
    while (at > 0 && distance(this.#waiting[at - 1]!.sequence, segment.sequence) < 0) at--;
    const before = this.#waiting[at - 1];
    if (before && before.sequence === segment.sequence && before.bytes.length >= segment.bytes.length) {
      this.#tally.ignore("repeated");
      return;
    }
    this.#waiting.splice(at, 0, segment);
  }

  #drain(): void {
    for (;;) {
      const segment = this.#waiting[0];
      if (!segment) return;
      const ahead = distance(this.#next, segment.sequence);
      if (ahead > 0) return;
      this.#waiting.shift();
      const { bytes, missing, number, time } = segment;
      this.#takeInOrder(bytes, -ahead, bytes.length, missing, number, time);
    }
  }

  /** The segment in front of the waiting ones is lost. */
  #passGap(): void {
    const first = this.#waiting[0]!;
    this.#stream.skip(distance(this.#next, first.sequence));
    this.#next = first.sequence;
    this.#drain();
  }
}

/** How far `to` lies behind `from` in a sequence that wraps at 2^32 (RFC 9293 §3.4). */
function distance(from: number, to: number): number {
  return (to - from) | 0;
}
