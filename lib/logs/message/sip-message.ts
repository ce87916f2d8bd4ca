import { COLON, CR, isDigit, isSpace, LF, SPACE, skipSpaces, standsAt, TAB, trimSpaces } from "./ascii.ts";
import { type HeadersByLetter, STANDARD_HEADERS } from "./header-table.ts";
import { type MethodRole, methodRole } from "./sip-methods.ts";
import { readStartLine, type StartLine, type StartLineFault } from "./start-line.ts";

/** Where in the bytes of a message its headers stand that say something about a call. */
export class SipMessage {
  /** Offset behind the empty line that ends the headers; -1 if that line is missing. */
  bodyAt = -1;
  /** Status code; 0 = a request. */
  code: number;
  /** Of the request, or of the request that a response answers; "" if its CSeq does not say. */
  role: MethodRole | "";
  phraseFrom: number;
  phraseTo: number;
  callIdFrom = 0;
  callIdTo = 0;
  /** Values of the From and To header; equal offsets if the header is missing. */
  fromFrom = 0;
  fromTo = 0;
  toFrom = 0;
  toTo = 0;
  cseq = 0;
  hasCseq = false;
  /** -1 = missing or not a number. */
  contentLength = -1;
  /** Value offsets of the Reason headers, in pairs. */
  reasons: number[] | undefined = undefined;
  /** Value of a header that tells in words why the request failed. */
  hintFrom = 0;
  hintTo = 0;
  /** Value of the Retry-After header of a failure (RFC 3261 §20.33). */
  retryFrom = 0;
  retryTo = 0;
  /** Value of the first Via header, which names the transaction. */
  viaFrom = 0;
  viaTo = 0;
  /** Value of the User-Agent header of an INVITE. */
  agentFrom = 0;
  agentTo = 0;
  /** Value of a header that links the legs of a call, of an INVITE. */
  linkFrom = 0;
  linkTo = 0;

  /** A message of which nothing but the start line is known. */
  constructor({ code, role, phraseFrom, phraseTo }: StartLine) {
    this.code = code;
    this.role = role;
    this.phraseFrom = phraseFrom;
    this.phraseTo = phraseTo;
  }
}

const MAX_CSEQ = 0xffffffff;
const MAX_REASONS = 4;

/**
 * Reads the message whose start line begins at `start`: RFC 3261 §7, and what real equipment makes
 * of it (bare line feeds, folded and compact headers, no empty line). The first header of a name wins.
 *
 * @param cut The bytes end somewhere inside the message: a last line without an end does not count.
 */
export function readSipMessage(
  bytes: Buffer,
  start: number,
  end: number,
  cut = false,
  headers = STANDARD_HEADERS,
): SipMessage | StartLineFault {
  const line = readStartLine(bytes, start, end);
  if (typeof line === "string") return line;
  const message = new SipMessage(line);
  const read = headers.of(line);

  let at = line.next;
  while (at < end) {
    const first = bytes[at]!;
    if (first === LF) {
      message.bodyAt = at + 1;
      break;
    }
    if (first === CR && bytes[at + 1] === LF) {
      message.bodyAt = at + 2;
      break;
    }
    let lineEnd = endOfLine(bytes, at, end);
    if (cut && lineEnd >= end) break;
    if (read[first] !== undefined) {
      while (lineEnd + 1 < end && isFold(bytes[lineEnd + 1])) lineEnd = endOfLine(bytes, lineEnd + 1, end);
      readHeader(message, bytes, at, Math.min(lineEnd, end), read);
    }
    at = lineEnd + 1;
  }
  return message;
}

/** The headers that identify the message are there, wherever the log cut it. */
export function isSufficient(message: SipMessage): boolean {
  if (message.bodyAt >= 0) return true;
  if (message.role === "other-method" || message.role === "mid-call") return true;
  if (message.role === "ACK" || message.role === "REGISTER" || message.role === "OPTIONS") return true;
  return (
    message.callIdTo > message.callIdFrom &&
    message.fromTo > message.fromFrom &&
    message.toTo > message.toFrom &&
    message.hasCseq
  );
}

/** Offset of the line's LF, `end` if it has none. What ends with LF can be searched natively: no search leaves it. */
function endOfLine(bytes: Buffer, at: number, end: number): number {
  if (bytes[end - 1] === LF) return bytes.indexOf(LF, at);
  let lineEnd = at;
  while (lineEnd < end && bytes[lineEnd] !== LF) lineEnd++;
  return lineEnd;
}

function isFold(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB;
}

/** Takes from a line, which may be folded, what it says if it is a header of the table. */
export function readHeader(
  message: SipMessage,
  bytes: Buffer,
  at: number,
  end: number,
  headers: HeadersByLetter,
): void {
  const rows = headers[bytes[at]!];
  if (rows === undefined) return;
  for (const { name, header } of rows) {
    const from = valueAfter(bytes, name, at, end);
    if (from < 0) continue;
    const to = trimSpaces(bytes, from, end);
    switch (header) {
      case "Call-ID":
        if (message.callIdTo > message.callIdFrom) return;
        message.callIdFrom = from;
        message.callIdTo = to;
        return;
      case "From":
        if (message.fromTo > message.fromFrom) return;
        message.fromFrom = from;
        message.fromTo = to;
        return;
      case "To":
        if (message.toTo > message.toFrom) return;
        message.toFrom = from;
        message.toTo = to;
        return;
      case "CSeq":
        setCseq(message, bytes, from, to);
        return;
      case "Content-Length":
        setLength(message, bytes, from, to);
        return;
      case "Via":
        if (message.viaTo > message.viaFrom) return;
        message.viaFrom = from;
        message.viaTo = to;
        return;
      case "hint":
        if (message.hintTo > message.hintFrom) return;
        message.hintFrom = from;
        message.hintTo = to;
        return;
      case "Retry-After":
        message.retryFrom = from;
        message.retryTo = to;
        return;
      case "User-Agent":
        if (message.agentTo > message.agentFrom) return;
        message.agentFrom = from;
        message.agentTo = to;
        return;
      case "link":
        if (message.linkTo > message.linkFrom) return;
        message.linkFrom = from;
        message.linkTo = to;
        return;
      case "Reason":
        message.reasons ??= [];
        if (message.reasons.length < 2 * MAX_REASONS) message.reasons.push(from, to);
        return;
    }
  }
}

/** Offset of the value of header `name`, -1 if the line at `at` is another header. */
function valueAfter(bytes: Buffer, name: Uint8Array, at: number, end: number): number {
  let colon = at + name.length;
  // Most headers with the same first letter differ in length: looking behind the name is quicker than reading it.
  if (colon >= end || (bytes[colon] !== COLON && !isFold(bytes[colon]))) return -1;
  if (!standsAt(bytes, name, at, end)) return -1;
  while (colon < end && isFold(bytes[colon])) colon++;
  return colon < end && bytes[colon] === COLON ? skipSpaces(bytes, colon + 1, end) : -1;
}

function setCseq(message: SipMessage, bytes: Buffer, value: number, end: number): void {
  if (message.hasCseq) return;
  message.hasCseq = true;
  let number = 0;
  let at = value;
  for (; at < end && isDigit(bytes[at]); at++) number = Math.min(number * 10 + bytes[at]! - 48, MAX_CSEQ);
  message.cseq = number;
  if (message.code === 0) return;
  const from = skipSpaces(bytes, at, end);
  let to = from;
  while (to < end && !isSpace(bytes[to])) to++;
  message.role = to === from ? "" : methodRole(bytes, from, to) || "other-method";
}

function setLength(message: SipMessage, bytes: Buffer, value: number, end: number): void {
  if (message.contentLength >= 0 || !isDigit(bytes[value])) return;
  let length = 0;
  let at = value;
  for (; at < end && isDigit(bytes[at]); at++) length = Math.min(length * 10 + bytes[at]! - 48, MAX_CSEQ);
  if (at === end) message.contentLength = length;
}
