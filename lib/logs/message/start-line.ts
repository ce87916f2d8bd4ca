import { asciiBytes, CR, isDigit, isSpace, LF, SPACE, standsAt, TAB } from "./ascii.ts";
import { type MethodRole, methodRole, trailingMethod } from "./sip-methods.ts";

const VERSION = asciiBytes("sip/2.0");
const PROTOCOL_NAME = asciiBytes(" sip/");
/** RFC 3261 §19.1, RFC 3966, RFC 5031. */
const SCHEMES = ["sip:", "sips", "tel:", "urn:"].map(asciiBytes);
const MAX_START_LINE = 8192;

export interface StartLine {
  /** Offset of the line itself, behind any junk. */
  from: number;
  /** Offset behind the line's end; `end` of the bytes where the line has none. */
  next: number;
  /** Status code of a response; 0 = a request. */
  code: number;
  /** Of a request; "" of a response. */
  role: MethodRole | "";
  /** Where the reason phrase of a response begins and ends. */
  phraseFrom: number;
  phraseTo: number;
}

/** Why there is no start line. "absent" is no sign of SIP at all; the others are SIP that cannot be read. */
export type StartLineFault = "absent" | "unfinished" | "damaged";

/**
 * Reads the start line (RFC 3261 §7.1, §7.2) that begins at `start`. Junk directly before it is passed over.
 *
 * @param isWhole The line is all of `[start, end)`, without its end.
 */
export function readStartLine(
  bytes: Uint8Array,
  start: number,
  end: number,
  isWhole = false,
): StartLine | StartLineFault {
  const limit = Math.min(end, start + MAX_START_LINE);
  let lineEnd = start;
  let control = -1;
  for (; lineEnd < limit; lineEnd++) {
    const byte = bytes[lineEnd]!;
    if (byte >= SPACE) continue;
    if (byte === LF) break;
    if (byte !== CR && byte !== TAB) control = lineEnd;
  }
  const hasEnd = lineEnd < limit || (isWhole && end - start < MAX_START_LINE);
  const next = hasEnd ? lineEnd + 1 : end;
  let to = lineEnd;
  while (to > start && isSpace(bytes[to - 1])) to--;
  if (!hasEnd && !standsAt(bytes, VERSION, to - VERSION.length, to)) {
    if (control >= 0) return "absent";
    return standsAt(bytes, VERSION, start, to) || beginsRequest(bytes, start, to) ? "unfinished" : "absent";
  }
  const line = readStatusLine(bytes, start, to, next) ?? readRequestLine(bytes, start, to, next);
  return typeof line === "object" && control >= line.from ? "damaged" : line;
}

function readStatusLine(
  bytes: Uint8Array,
  start: number,
  to: number,
  next: number,
): StartLine | "damaged" | undefined {
  if (!standsAt(bytes, VERSION, start, to)) {
    const version = indexOfVersion(bytes, start, Math.min(to, start + 256));
    const code = version + VERSION.length + 1;
    if (version < 0 || code >= to || !isDigit(bytes[code])) return undefined;
    return readStatusLine(bytes, version, to, next);
  }
  let at = start + VERSION.length;
  while (at < to && bytes[at] === SPACE) at++;
  if (
    at === start + VERSION.length ||
    !isDigit(bytes[at]) ||
    !isDigit(bytes[at + 1]) ||
    !isDigit(bytes[at + 2])
  ) {
    return "damaged";
  }
  const code = (bytes[at]! - 48) * 100 + (bytes[at + 1]! - 48) * 10 + (bytes[at + 2]! - 48);
  at += 3;
  if (code < 100 || code > 699 || (at < to && bytes[at] !== SPACE)) return "damaged";
  while (at < to && bytes[at] === SPACE) at++;
  return { from: start, next, code, role: "", phraseFrom: at, phraseTo: to };
}

function readRequestLine(
  bytes: Uint8Array,
  start: number,
  to: number,
  next: number,
): StartLine | "damaged" | "absent" {
  let version = to - VERSION.length;
  if (version <= start || bytes[version - 1] !== SPACE || !standsAt(bytes, VERSION, version, to)) {
    if (!beginsRequest(bytes, start, to)) return indexOfVersion(bytes, start, to) >= 0 ? "damaged" : "absent";
    // Another version of SIP, or a damaged one, is still an attempt to call (RFC 3261 §21.5.6).
    while (version > start && !standsAt(bytes, PROTOCOL_NAME, version, to)) version--;
    if (version <= start) return "damaged";
  }
  let at = start;
  while (at < version && bytes[at] !== SPACE) at++;
  if (at === start || at >= version - 1) return "damaged";
  let from = start;
  let role = methodRole(bytes, start, at);
  if (role === "") {
    const methodEnd = indexOfUri(bytes, at, version);
    const method = trailingMethod(bytes, start, methodEnd);
    if (method >= 0) {
      from = method;
      role = methodRole(bytes, method, methodEnd);
    } else if (isToken(bytes, start, at) && isToken(bytes, at + 1, version - 1)) {
      role = "other-method";
    }
  }
  return role === "" ? "damaged" : { from, next, code: 0, role, phraseFrom: to, phraseTo: to };
}

/** A known method, a space and what may be the beginning of a URI: enough to expect a request. */
function beginsRequest(bytes: Uint8Array, start: number, to: number): boolean {
  const limit = Math.min(to, start + 10);
  let at = start;
  while (at < limit && bytes[at] !== SPACE) at++;
  if (bytes[at] !== SPACE || methodRole(bytes, start, at) === "") return false;
  const length = Math.min(to - at - 1, 4);
  return SCHEMES.some((scheme) => standsAt(bytes, scheme.subarray(0, length), at + 1, to));
}

/** Offset of the first space before a URI, from the space at `from` on; `from` if there is no URI. */
function indexOfUri(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    if (bytes[at] === SPACE && SCHEMES.some((scheme) => standsAt(bytes, scheme, at + 1, to))) return at;
  }
  return from;
}

function isToken(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at]! <= SPACE || bytes[at]! >= 0x7f) return false;
  return true;
}

/** Offset of "SIP/2.0" in `[from, to)`, -1 if it is not there. Every seventh byte decides, so that media costs little. */
export function indexOfVersion(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from + VERSION.length - 1; at < to; at += VERSION.length) {
    const place = VERSION_PLACE[bytes[at]!]!;
    if (place < 0) continue;
    // "." occurs once in the word, and so does each other character: one place to compare.
    if (standsAt(bytes, VERSION, at - place, to)) return at - place;
  }
  return -1;
}

const VERSION_PLACE = Int8Array.from({ length: 256 }, (_, byte) => {
  const lower = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
  return VERSION.indexOf(lower);
});

/**
 * Offset of the first line in `[from, end)` that begins a message, -1 if there is none. A last line
 * that may still become one counts.
 */
export function indexOfMessage(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end) {
    const line = readStartLine(bytes, at, end);
    if (typeof line === "object" || line === "unfinished") return at;
    while (at < end && bytes[at] !== LF) at++;
    at++;
  }
  return -1;
}
