import { LF } from "../message/ascii.ts";
import type { HeadersByLetter, HeaderTable } from "../message/header-table.ts";
import { readHeader, SipMessage } from "../message/sip-message.ts";
import { indexOfVersion, readStartLine, type StartLine } from "../message/start-line.ts";
import { isHeader, isStartLike } from "./line-shapes.ts";
import {
  bareLine,
  dressOf,
  HeadBuffer,
  isBlank,
  type LineDress,
  type LinePart,
  MAX_HEAD_BYTES,
  undress,
} from "./message-lines.ts";
import type { SplitMessage } from "./split-messages.ts";
import type { Marker } from "./trace-marker.ts";

const DOT = 0x2e;
const ZERO = 0x30;

/** A message whose headers were read where they stand. */
export interface MessageInPlace {
  readonly message: SipMessage;
  /** Offset behind the empty line that ends the headers, and how many lines end before it. */
  readonly next: number;
  readonly lines: number;
}

/** The headers of the message in hand, as they were on the wire. Headers that nobody reads are left out. */
export class MessageHead {
  readonly buffer = new HeadBuffer();
  dress: LineDress = { hasUuid: false, indent: 0, isDotted: false };
  /** The last line has no CR where it should have one: the packet ended in the middle of it. */
  isLineOpen = false;
  /** The last line was one of those that are read. */
  isLineKept = false;
  /** The next line goes on with the last one. */
  #goesOn = false;
  #startLine: StartLine | undefined;
  readonly #part: LinePart = { from: 0, to: 0 };
  readonly #table: HeaderTable;
  #headers: HeadersByLetter;

  constructor(table: HeaderTable) {
    this.#table = table;
    this.#headers = table.of({ code: 0, role: "INVITE" });
  }

  /** Begins with a bare line if that is a start line. */
  begin(bytes: Buffer, line: LinePart, marker: Marker | undefined): "begun" | "damaged" | "none" {
    const { from, to } = line;
    const mayFollowJunk = marker?.showsPacketHeaders === true;
    const dress = dressOf(bytes, line);
    const start = line.from;
    line.from = from;
    const isLikely = mayFollowJunk ? indexOfVersion(bytes, from, to) >= 0 : isStartLike(bytes, start, to);
    if (!isLikely) return "none";
    // Without a heading only "SIP/2.0." tells that a dot is no part of the line.
    const isDotted = bytes[to - 1] === DOT && (marker?.showsCrAsDot === true || bytes[to - 2] === ZERO);
    const startTo = isDotted ? to - 1 : to;
    if (startTo - start >= MAX_HEAD_BYTES) return "none";
    const found = readStartLine(bytes, start, startTo, true);
    if (typeof found === "string") return found === "damaged" ? "damaged" : "none";
    if (found.from > start && !mayFollowJunk) return "none";
    dress.isDotted = isDotted;
    this.dress = dress;
    this.#startLine = found;
    this.#headers = this.#table.of(found);
    this.#part.from = start;
    this.#part.to = startTo;
    return "begun";
  }

  /**
   * Reads the lines behind the start line, from `next` on, without taking them out of the trace. Undefined
   * if they do not end there, or if not every line is a header by itself: then they are taken one by one.
   */
  readInPlace(bytes: Buffer, next: number, end: number): MessageInPlace | undefined {
    const { dress } = this;
    const part: LinePart = { from: 0, to: 0 };
    const message = new SipMessage(this.#startLine!);
    const limit = Math.min(end, this.#part.from + MAX_HEAD_BYTES);
    let at = next;
    for (let lines = 1; ; lines++) {
      const lineEnd = bytes.indexOf(LF, at);
      if (lineEnd < 0 || lineEnd >= limit) return undefined;
      part.from = at;
      part.to = lineEnd;
      at = lineEnd + 1;
      bareLine(bytes, part);
      if (dress.isDotted && part.from === part.to) return undefined;
      undress(bytes, part, dress);
      if (part.from === part.to) return { message, next: at, lines };
      if (!isHeader(bytes, part.from, part.to)) return undefined;
      readHeader(message, bytes, part.from, part.to, this.#headers);
    }
  }

  /** Begins to take the lines of the message one by one: this is where its start line stands. */
  hold(bytes: Buffer): void {
    this.buffer.length = 0;
    this.buffer.add(bytes, this.#part.from, this.#part.to);
    this.isLineOpen = false;
    this.isLineKept = false;
    this.#goesOn = false;
  }

  /** Adds a line without its dress. Returns false if the headers have become too long. */
  add(bytes: Buffer, line: LinePart, isOpen: boolean): boolean {
    const first = bytes[line.from]!;
    // What goes on from the line before is kept as that was.
    if (!isBlank(first) && !this.#goesOn) this.isLineKept = this.#headers[first] !== undefined;
    this.isLineOpen = isOpen;
    this.#goesOn = false;
    return !this.isLineKept || this.buffer.add(bytes, line.from, line.to);
  }

  /** Goes on with the headers that an earlier packet began. */
  resume({ head, isLineOpen, isLineKept, isDotted }: SplitMessage): void {
    this.buffer.load(head, isLineOpen && isLineKept);
    this.isLineKept = isLineKept;
    this.#goesOn = isLineOpen;
    this.dress = { hasUuid: false, indent: 0, isDotted };
  }
}
