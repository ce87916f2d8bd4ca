import { COLON, isDigit } from "../message/ascii.ts";
import { isBlank } from "./message-lines.ts";

const DOT = 0x2e;
const ZERO = 0x30;

/** The line begins with a capital letter, and "SIP/2.0" may stand at its beginning or end. */
export function isStartLike(bytes: Buffer, from: number, to: number): boolean {
  const first = bytes[from]!;
  if (to - from < 10 || first < 0x41 || first > 0x5a) return false;
  const last = bytes[to - 1];
  return last === ZERO || last === DOT || (bytes[from + 3] === 0x2f && first === 0x53);
}

/** A header line, or the continuation of one: a name with a colon, or white space. No time of day is one. */
export function isHeaderLike(bytes: Buffer, from: number, to: number): boolean {
  return isBlank(bytes[from]) || isHeader(bytes, from, to);
}

/** The first line of a header: a name with a colon. */
export function isHeader(bytes: Buffer, from: number, to: number): boolean {
  if (IN_NAME[bytes[from]!] !== 1 || isDigit(bytes[from])) return false;
  let at = from + 1;
  while (at < to && IN_NAME[bytes[at]!] === 1) at++;
  while (at < to && isBlank(bytes[at])) at++;
  return at < to && bytes[at] === COLON;
}

/** Letters, digits, "-", "_" and ".": what header names are made of. */
const IN_NAME = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[\w.-]/.test(String.fromCharCode(byte)) ? 1 : 0,
);

/** A line that Asterisk's console prints between those of a message: "    -- Called PJSIP/100". */
export function isConsoleLine(bytes: Buffer, from: number, to: number): boolean {
  let at = from;
  while (at < to && isBlank(bytes[at])) at++;
  const mark = bytes[at];
  return (
    at > from &&
    (mark === 0x2d || mark === 0x3d || mark === 0x3e) &&
    (mark === 0x3e || bytes[at + 1] === mark)
  );
}
