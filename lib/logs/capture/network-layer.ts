import { u16, u32 } from "./byte-order.ts";
import { type Cursor, limitTo, type Obstacle, tooShort } from "./cursor.ts";
import { ETHERTYPE_IPV4 } from "./link-layer.ts";

/** Protocol numbers (IANA) behind an IP header. */
export const PROTOCOL = { IPV4: 4, TCP: 6, UDP: 17, IPV6: 41, GRE: 47 } as const;

const HOP_BY_HOP = 0;
const ROUTING = 43;
const FRAGMENT = 44;
const AUTHENTICATION = 51;
const DESTINATION_OPTIONS = 60;
const MOBILITY = 135;
const HOST_IDENTITY = 139;
const SHIM6 = 140;

/** A part of a datagram that its network layer split. */
export interface FragmentOfDatagram {
  readonly id: number;
  /** Offset of this part in the datagram's payload. */
  readonly offset: number;
  readonly isLast: boolean;
}

/** Moves the cursor over the IP header. A fragment is told apart: the cursor then stands at its part of the payload. */
export function enterNetwork(cursor: Cursor): Obstacle | FragmentOfDatagram | undefined {
  return cursor.protocol === ETHERTYPE_IPV4 ? enterIpv4(cursor) : enterIpv6(cursor);
}

function enterIpv4(cursor: Cursor): Obstacle | FragmentOfDatagram | undefined {
  const { bytes, at } = cursor;
  if (cursor.end - at < 20) return tooShort(cursor);
  const headerBytes = (bytes[at]! & 0x0f) * 4;
  if (bytes[at]! >> 4 !== 4 || headerBytes < 20) return "not-sip";
  if (cursor.end - at < headerBytes) return tooShort(cursor);
  const length = u16(bytes, at + 2);
  // Zero: the network card was to fill it in (segmentation offload), the payload ends with the packet.
  if (length !== 0) {
    if (length < headerBytes) return "not-sip";
    limitTo(cursor, at + length);
  }
  cursor.source = at + 12;
  cursor.destination = at + 16;
  cursor.addressBytes = 4;
  cursor.protocol = bytes[at + 9]!;
  cursor.at = at + headerBytes;
  const flags = u16(bytes, at + 6);
  if ((flags & 0x3fff) === 0) return undefined;
  return { id: u16(bytes, at + 4), offset: (flags & 0x1fff) * 8, isLast: (flags & 0x2000) === 0 };
}

function enterIpv6(cursor: Cursor): Obstacle | FragmentOfDatagram | undefined {
  const { bytes, at } = cursor;
  if (cursor.end - at < 40) return tooShort(cursor);
  if (bytes[at]! >> 4 !== 6) return "not-sip";
  const length = u16(bytes, at + 4);
  if (length !== 0) limitTo(cursor, at + 40 + length);
  cursor.source = at + 8;
  cursor.destination = at + 24;
  cursor.addressBytes = 16;
  cursor.protocol = bytes[at + 6]!;
  cursor.at = at + 40;
  return enterExtensions(cursor);
}

/** Extension headers: RFC 8200 §4, RFC 4302 §2.2. */
function enterExtensions(cursor: Cursor): Obstacle | FragmentOfDatagram | undefined {
  const { bytes } = cursor;
  for (;;) {
    const { at, protocol } = cursor;
    switch (protocol) {
      case HOP_BY_HOP:
      case ROUTING:
      case DESTINATION_OPTIONS:
      case MOBILITY:
      case HOST_IDENTITY:
      case SHIM6:
      case AUTHENTICATION:
        if (cursor.end - at < 8) return tooShort(cursor);
        cursor.at += protocol === AUTHENTICATION ? (bytes[at + 1]! + 2) * 4 : (bytes[at + 1]! + 1) * 8;
        break;
      case FRAGMENT: {
        if (cursor.end - at < 8) return tooShort(cursor);
        cursor.at += 8;
        const position = u16(bytes, at + 2);
        if ((position & 0xfff9) !== 0) {
          cursor.protocol = bytes[at]!;
          return { id: u32(bytes, at + 4), offset: position & 0xfff8, isLast: (position & 1) === 0 };
        }
        break;
      }
      default:
        return undefined;
    }
    if (cursor.at > cursor.end) return tooShort(cursor);
    cursor.protocol = bytes[at]!;
  }
}
