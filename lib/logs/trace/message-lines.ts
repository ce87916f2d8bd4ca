import { CR, SPACE, TAB } from "../message/ascii.ts";

const ESCAPE = 0x1b;
const DOT = 0x2e;
const DASH = 0x2d;
const LETTER_M = 0x6d;
const UUID_BYTES = 36;
/** No message has longer headers. */
export const MAX_HEAD_BYTES = 1 << 16;

/** What a trace adds to every line of a message, learned from the message's first line. */
export interface LineDress {
  /** The session's UUID and a space stand before each line (FreeSWITCH). */
  hasUuid: boolean;
  /** Spaces or tabs before each line. */
  indent: number;
  /** A dot stands for the CR at the end of each line. */
  isDotted: boolean;
}

/** A part of a line without what the trace added to it. */
export interface LinePart {
  from: number;
  to: number;
}

/** Takes off the CR of the line's end, and colours. */
export function bareLine(bytes: Buffer, line: LinePart): void {
  if (line.to > line.from && bytes[line.to - 1] === CR) line.to--;
  while (bytes[line.from] === ESCAPE && line.from < line.to) {
    let at = line.from;
    while (at < line.to && bytes[at] !== LETTER_M) at++;
    line.from = Math.min(at + 1, line.to);
  }
  if (line.to > line.from && bytes[line.to - 1] === LETTER_M) {
    for (let at = line.to - 2; at >= line.from && at > line.to - 8; at--) {
      if (bytes[at] === ESCAPE) line.to = at;
    }
  }
}

function startsWithUuid(bytes: Buffer, from: number, to: number): boolean {
  return (
    to - from > UUID_BYTES &&
    bytes[from + 8] === DASH &&
    bytes[from + 13] === DASH &&
    bytes[from + 18] === DASH &&
    bytes[from + 23] === DASH &&
    bytes[from + UUID_BYTES] === SPACE
  );
}

/** Takes off a bare line what `dress` says that every line has. */
export function undress(bytes: Buffer, line: LinePart, dress: LineDress): void {
  if (dress.hasUuid && startsWithUuid(bytes, line.from, line.to)) line.from += UUID_BYTES + 1;
  for (let i = 0; i < dress.indent && line.from < line.to && isBlank(bytes[line.from]); i++) line.from++;
  if (dress.isDotted && line.to > line.from && bytes[line.to - 1] === DOT) line.to--;
}

/** Learns from a bare line, which may be the first of a message, what is before it, and takes it off. */
export function dressOf(bytes: Buffer, line: LinePart): LineDress {
  const hasUuid = startsWithUuid(bytes, line.from, line.to);
  if (hasUuid) line.from += UUID_BYTES + 1;
  const from = line.from;
  while (line.from < line.to && isBlank(bytes[line.from])) line.from++;
  return { hasUuid, indent: line.from - from, isDotted: false };
}

export function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB;
}

/** Collects the header lines of one message, as they were on the wire. */
export class HeadBuffer {
  readonly bytes: Buffer = Buffer.allocUnsafe(MAX_HEAD_BYTES);
  length = 0;

  copy(): Buffer {
    return Buffer.from(this.bytes.subarray(0, this.length));
  }

  /** Begins with lines that were copied before; the last of them may go on. */
  load(lines: Buffer, isLineOpen: boolean): void {
    lines.copy(this.bytes);
    this.length = lines.length - (isLineOpen ? 1 : 0);
  }

  /** Returns false if the headers have become longer than any message has. */
  add(bytes: Buffer, from: number, to: number): boolean {
    if (this.length + (to - from) + 1 > this.bytes.length) return false;
    bytes.copy(this.bytes, this.length, from, to);
    this.length += to - from;
    this.bytes[this.length++] = 0x0a;
    return true;
  }
}
