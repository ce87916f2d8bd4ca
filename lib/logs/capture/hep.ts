import { inflateSync } from "node:zlib";
import { asciiBytes } from "../message/ascii.ts";
import { fileU32, u16, u32 } from "./byte-order.ts";
import { type Cursor, type Obstacle, tooShort } from "./cursor.ts";

/*
 * HEP carries a copy of a SIP message from a proxy to a capture server, with the addresses and the
 * time at which the proxy saw it (https://github.com/sipcapture/HEP, HEP3 network protocol specification).
 */

const HEP3 = asciiBytes("HEP3");
const CHUNK_HEADER_BYTES = 6;
const TYPE_SIP = 1;
const MAX_MESSAGE_BYTES = 1 << 20;

/** Chunk types of the generic vendor (0). */
const CHUNK = {
  IPV4_SOURCE: 3,
  IPV4_DESTINATION: 4,
  IPV6_SOURCE: 5,
  IPV6_DESTINATION: 6,
  SOURCE_PORT: 7,
  DESTINATION_PORT: 8,
  SECONDS: 9,
  MICROSECONDS: 10,
  PROTOCOL_TYPE: 11,
  PAYLOAD: 15,
  COMPRESSED_PAYLOAD: 16,
} as const;

/** Moves the cursor to the payload inside a HEP packet, with the addresses, ports and time that it reports. */
export function enterHep(cursor: Cursor): Obstacle | "no-tunnel" | undefined {
  const { bytes, at, end } = cursor;
  if (bytes[at] === 0x48) return isHep3(bytes, at, end) ? enterHep3(cursor) : "no-tunnel";
  const version = bytes[at];
  return version === 1 || version === 2 ? enterHep2(cursor, version) : "no-tunnel";
}

function isHep3(bytes: Buffer, at: number, end: number): boolean {
  return end - at >= 6 && HEP3.every((byte, i) => bytes[at + i] === byte);
}

function enterHep3(cursor: Cursor): Obstacle | undefined {
  const { bytes } = cursor;
  const end = Math.min(cursor.end, cursor.at + u16(bytes, cursor.at + 4));
  let type = TYPE_SIP;
  let seconds = 0;
  let microseconds = 0;
  let payload = -1;
  let payloadEnd = -1;
  let isCompressed = false;
  let at = cursor.at + 6;
  while (at + CHUNK_HEADER_BYTES <= end) {
    const isGeneric = u16(bytes, at) === 0;
    const chunk = u16(bytes, at + 2);
    const length = u16(bytes, at + 4);
    if (length < CHUNK_HEADER_BYTES) return { reason: "HEP packet with a chunk of impossible length" };
    const value = at + CHUNK_HEADER_BYTES;
    at += length;
    if (!isGeneric) continue;
    if (chunk === CHUNK.PAYLOAD || chunk === CHUNK.COMPRESSED_PAYLOAD) {
      payload = value;
      payloadEnd = Math.min(at, end);
      isCompressed = chunk === CHUNK.COMPRESSED_PAYLOAD;
      continue;
    }
    if (at > end) break;
    switch (chunk) {
      case CHUNK.IPV4_SOURCE:
      case CHUNK.IPV6_SOURCE:
        cursor.source = value;
        cursor.addressBytes = chunk === CHUNK.IPV4_SOURCE ? 4 : 16;
        break;
      case CHUNK.IPV4_DESTINATION:
      case CHUNK.IPV6_DESTINATION:
        cursor.destination = value;
        break;
      case CHUNK.SOURCE_PORT:
        cursor.sourcePort = u16(bytes, value);
        break;
      case CHUNK.DESTINATION_PORT:
        cursor.destinationPort = u16(bytes, value);
        break;
      case CHUNK.SECONDS:
        seconds = u32(bytes, value);
        break;
      case CHUNK.MICROSECONDS:
        microseconds = u32(bytes, value);
        break;
      case CHUNK.PROTOCOL_TYPE:
        type = bytes[value]!;
        break;
    }
  }
  if (type !== TYPE_SIP) return "not-sip";
  if (payload < 0) return cursor.missing > 0 ? tooShort(cursor) : { reason: "HEP packet without a payload" };
  if (seconds > 0) cursor.time = seconds * 1e6 + microseconds;
  cursor.at = payload;
  cursor.end = payloadEnd;
  return isCompressed ? inflate(cursor) : undefined;
}

/** Puts the addresses and the inflated payload into a buffer of their own. */
function inflate(cursor: Cursor): Obstacle | undefined {
  const { bytes, addressBytes, source, destination } = cursor;
  let message: Buffer;
  try {
    message = inflateSync(bytes.subarray(cursor.at, cursor.end), { maxOutputLength: MAX_MESSAGE_BYTES });
  } catch {
    return { reason: "HEP packet whose compressed payload cannot be read" };
  }
  cursor.bytes = Buffer.concat([
    bytes.subarray(source, source + addressBytes),
    bytes.subarray(destination, destination + addressBytes),
    message,
  ]);
  cursor.source = 0;
  cursor.destination = addressBytes;
  cursor.at = 2 * addressBytes;
  cursor.end = cursor.bytes.length;
  return undefined;
}

/** Versions 1 and 2: a fixed header; version 2 adds the time in the order of the sending machine. */
function enterHep2(cursor: Cursor, version: 1 | 2): Obstacle | "no-tunnel" | undefined {
  const { bytes, at, end } = cursor;
  if (end - at < 16) return "no-tunnel";
  const isIpv4 = bytes[at + 2] === 2;
  const addressBytes = isIpv4 ? 4 : 16;
  const headerBytes = 8 + 2 * addressBytes;
  const protocol = bytes[at + 3];
  // The length byte leaves out what version 2 added; some senders count it.
  const timeBytes = version === 2 ? 12 : 0;
  const length = bytes[at + 1];
  if (length !== headerBytes && length !== headerBytes + timeBytes) return "no-tunnel";
  if (protocol !== 6 && protocol !== 17) return "no-tunnel";
  const payload = at + headerBytes + timeBytes;
  if (payload > end) return tooShort(cursor);
  cursor.sourcePort = u16(bytes, at + 4);
  cursor.destinationPort = u16(bytes, at + 6);
  cursor.source = at + 8;
  cursor.destination = at + 8 + addressBytes;
  cursor.addressBytes = addressBytes;
  if (version === 2) {
    // Whichever order gives the number of microseconds that a second can have.
    const littleEndian = fileU32(bytes, at + headerBytes + 4, true) < 1_000_000;
    const seconds = fileU32(bytes, at + headerBytes, littleEndian);
    cursor.time = seconds * 1e6 + fileU32(bytes, at + headerBytes + 4, littleEndian);
  }
  cursor.at = payload;
  return undefined;
}
