import {
  AT,
  asciiBytes,
  BACKSLASH,
  COLON,
  COMMA,
  EQUALS,
  GREATER_THAN,
  indexOfByte,
  isSpace,
  LESS_THAN,
  QUOTE,
  SEMICOLON,
  skipSpaces,
  standsAt,
} from "./ascii.ts";
import { textOf, writtenTextOf } from "./text-of.ts";

const TAG = asciiBytes("tag");

/** Value of the tag parameter of a From or To header (RFC 3261 §20.20, §20.39), "" if it has none. */
export function tagOf(bytes: Buffer, from: number, to: number): string {
  const bracket = openBracket(bytes, from, to);
  let at = bracket < 0 ? from : indexOfByte(bytes, GREATER_THAN, bracket, to);
  while (at >= 0 && at < to) {
    at = indexOfByte(bytes, SEMICOLON, at, to);
    if (at < 0) return "";
    at = skipSpaces(bytes, at + 1, to);
    if (!standsAt(bytes, TAG, at, to)) continue;
    const equals = skipSpaces(bytes, at + TAG.length, to);
    if (bytes[equals] !== EQUALS) continue;
    const start = skipSpaces(bytes, equals + 1, to);
    let end = start;
    while (end < to && !endsParameter(bytes[end]!)) end++;
    return textOf(bytes, start, end);
  }
  return "";
}

/** User part of the URI in a From or To header: a name or a number; undefined if the URI has none. */
export function userOf(bytes: Buffer, from: number, to: number): string | undefined {
  const bracket = openBracket(bytes, from, to);
  const uri = skipSpaces(bytes, bracket < 0 ? from : bracket + 1, to);
  let uriEnd = bracket < 0 ? to : indexOfByte(bytes, GREATER_THAN, uri, to);
  if (uriEnd < 0) uriEnd = to;
  const colon = indexOfByte(bytes, COLON, uri, uriEnd);
  if (colon < 0) return undefined;
  // In a tel URI (RFC 3966) the number stands alone; elsewhere the user is what comes before the "@".
  const isTel = (bytes[uri]! | 0x20) === 0x74;
  const at = indexOfByte(bytes, AT, colon, uriEnd);
  if (at < 0 && !isTel) return undefined;
  let end = colon + 1;
  const limit = at < 0 ? uriEnd : at;
  // ";" begins parameters of the number, ":" a password (RFC 3261 §19.1.1).
  while (end < limit && bytes[end] !== SEMICOLON && bytes[end] !== COLON) end++;
  return end === colon + 1 ? undefined : unescaped(writtenTextOf(bytes, colon + 1, end));
}

/** Offset of the "<" before the URI, -1 if the URI stands alone. One inside a quoted display name does not count. */
function openBracket(bytes: Buffer, from: number, to: number): number {
  let quoted = false;
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) quoted = !quoted;
    else if (byte === BACKSLASH && quoted) at++;
    else if (byte === LESS_THAN && !quoted) return at;
  }
  // A quote that is never closed hides the bracket: without it the rest can still be read.
  return quoted ? indexOfByte(bytes, LESS_THAN, from, to) : -1;
}

function endsParameter(byte: number): boolean {
  return byte === SEMICOLON || byte === COMMA || byte === GREATER_THAN || isSpace(byte);
}

function unescaped(user: string): string {
  if (!user.includes("%")) return user;
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}
