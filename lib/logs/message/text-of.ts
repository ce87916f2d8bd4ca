import type { Place } from "../text/place.ts";

/**
 * The text of `[from, to)`: UTF-8, as RFC 3261 §7 demands, with U+FFFD for what is not. Identifiers
 * are read this way, so that a damaged one is the same in every log that shows it.
 */
export function textOf(bytes: Buffer, from: number, to: number): string {
  for (let at = from; at < to; at++) if (bytes[at]! >= 0x80) return bytes.toString("utf8", from, to);
  return bytes.toString("latin1", from, to);
}

/** The text of `[from, to)` as people wrote it: old equipment sends names in Latin-1. */
export function writtenTextOf(bytes: Buffer, from: number, to: number): string {
  const text = textOf(bytes, from, to);
  return text.includes("\ufffd") ? bytes.toString("latin1", from, to) : text;
}

/** A place in a message, which moves from text to text: read it before you move on. */
export class MessagePlace implements Place {
  bytes: Buffer = Buffer.alloc(0);
  from = 0;
  to = 0;

  at(bytes: Buffer, from: number, to: number): this {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    return this;
  }

  text(): string {
    return textOf(this.bytes, this.from, this.to);
  }
}
