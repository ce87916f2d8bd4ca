/** The characters that SIP is cut at, as bytes. */
export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const SEMICOLON = 0x3b;
export const LESS_THAN = 0x3c;
export const EQUALS = 0x3d;
export const GREATER_THAN = 0x3e;
export const AT = 0x40;
export const BACKSLASH = 0x5c;

/** White space inside a header value; a folded line brings CR and LF into it (RFC 3261 §7.3.1). */
export function isSpace(byte: number | undefined): boolean {
  return byte === SPACE || byte === CR || byte === LF || byte === TAB;
}

export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** Offset of `byte` in `[from, to)`, -1 if it is not there. */
export function indexOfByte(bytes: Uint8Array, byte: number, from: number, to: number): number {
  for (let at = from; at < to; at++) if (bytes[at] === byte) return at;
  return -1;
}

export function skipSpaces(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && isSpace(bytes[at])) at++;
  return at;
}

export function trimSpaces(bytes: Uint8Array, from: number, to: number): number {
  let at = to;
  while (at > from && isSpace(bytes[at - 1])) at--;
  return at;
}

/** True if the lower-case ASCII `word` stands at `from`, in any case. */
export function standsAt(bytes: Uint8Array, word: Uint8Array, from: number, to: number): boolean {
  if (to - from < word.length) return false;
  for (let at = 0; at < word.length; at++) {
    let byte = bytes[from + at]!;
    if (byte >= 0x41 && byte <= 0x5a) byte |= 0x20;
    if (byte !== word[at]) return false;
  }
  return true;
}

export function asciiBytes(word: string): Uint8Array {
  return Uint8Array.from(word, (character) => character.charCodeAt(0));
}
