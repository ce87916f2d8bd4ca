import { isSpace } from "../message/ascii.ts";
import type { HeaderTable } from "../message/header-table.ts";
import { type MessageResult, type MessageRoute, sightMessage } from "../message/message-sighting.ts";
import { isSufficient, readSipMessage } from "../message/sip-message.ts";
import { indexOfMessage, indexOfVersion } from "../message/start-line.ts";
import type { Cursor } from "./cursor.ts";

/** What a UDP payload says: at most one message (RFC 3261 §18.3), whatever follows it. */
export function readDatagram(
  cursor: Cursor,
  routeOf: (cursor: Cursor) => MessageRoute,
  headers: HeaderTable,
): MessageResult {
  const { bytes, end } = cursor;
  const isCut = cursor.missing > 0;
  const start = skipKeepAlive(bytes, cursor.at, end);
  if (start >= end) return isCut ? "not-sip" : "no-payload";
  // RTP and RTCP have the version number 2 in the first two bits (RFC 3550 §5.1); no letter has.
  if ((bytes[start]! & 0xc0) === 0x80) return "not-sip";

  let message = readSipMessage(bytes, start, end, isCut, headers);
  if (message === "absent") {
    if (indexOfVersion(bytes, start, end) < 0) return "not-sip";
    const later = indexOfMessage(bytes, start, end);
    if (later < 0) return "not-sip";
    message = readSipMessage(bytes, later, end, isCut, headers);
  }
  switch (message) {
    case "absent":
      return "not-sip";
    case "damaged":
      return { reason: "The start line of a SIP message is damaged" };
    case "unfinished":
      return { reason: isCut ? cutReason(cursor) : "A SIP message that ends inside its start line" };
  }
  if (isCut && !isSufficient(message)) return { reason: cutReason(cursor) };
  return sightMessage(bytes, message, routeOf(cursor), cursor.time);
}

/** Clients keep their binding open with empty lines or zeros (RFC 5626 §3.5.1). */
export function skipKeepAlive(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && (isSpace(bytes[at]) || bytes[at] === 0)) at++;
  return at;
}

function cutReason(cursor: Cursor): string {
  return `The capture cut ${cursor.missing} bytes off this SIP message, and with them headers that identify its call`;
}
