import { u16 } from "./byte-order.ts";
import { type Cursor, type Obstacle, tooShort } from "./cursor.ts";
import { ETHERTYPE_IPV4, ETHERTYPE_IPV6, enterEthernet, enterRaw } from "./link-layer.ts";

const GTP_U_PORT = 2152;
const VXLAN_PORT = 4789;
/** Used by Linux before the number was assigned. */
const OLD_VXLAN_PORT = 8472;
const GENEVE_PORT = 6081;

const BRIDGED_ETHERNET = 0x6558;
const ERSPAN = 0x88be;

/**
 * Moves the cursor from a UDP payload to the packet that a tunnel carries in it.
 * Undefined: it did; the cursor stands at a network header. "no-tunnel": the payload is what it is.
 */
export function enterUdpTunnel(cursor: Cursor): Obstacle | "no-tunnel" | undefined {
  switch (cursor.destinationPort) {
    case GTP_U_PORT:
      return enterGtp(cursor);
    case VXLAN_PORT:
    case OLD_VXLAN_PORT:
      return enterVxlan(cursor);
    case GENEVE_PORT:
      return enterGeneve(cursor);
    default:
      return cursor.sourcePort === GTP_U_PORT ? enterGtp(cursor) : "no-tunnel";
  }
}

/** GTP-U, 3GPP TS 29.281 §5: only a G-PDU carries a user's packet. */
function enterGtp(cursor: Cursor): Obstacle | "no-tunnel" | undefined {
  const { bytes, at, end } = cursor;
  if (end - at < 8) return "no-tunnel";
  const flags = bytes[at]!;
  if (flags >> 4 !== 3 || bytes[at + 1] !== 0xff) return "no-tunnel";
  cursor.at = at + 8;
  if ((flags & 0x07) !== 0) {
    cursor.at += 4;
    let extension = flags & 0x04 ? bytes[at + 11]! : 0;
    while (extension !== 0) {
      const length = (bytes[cursor.at] ?? 0) * 4;
      if (length === 0 || cursor.at + length > end) return tooShort(cursor);
      extension = bytes[cursor.at + length - 1]!;
      cursor.at += length;
    }
  }
  return enterRaw(cursor);
}

/** RFC 7348 §5. */
function enterVxlan(cursor: Cursor): Obstacle | "no-tunnel" | undefined {
  const { bytes, at, end } = cursor;
  if (end - at < 8 || (bytes[at]! & 0x08) === 0) return "no-tunnel";
  cursor.at += 8;
  return enterEthernet(cursor);
}

/** RFC 8926 §3.4. */
function enterGeneve(cursor: Cursor): Obstacle | "no-tunnel" | undefined {
  const { bytes, at, end } = cursor;
  if (end - at < 8 || bytes[at]! >> 6 !== 0) return "no-tunnel";
  cursor.at += 8 + (bytes[at]! & 0x3f) * 4;
  return enterTunnelled(cursor, u16(bytes, at + 2));
}

/** RFC 2784, RFC 2890; ERSPAN adds its own header to a mirrored Ethernet frame. */
export function enterGre(cursor: Cursor): Obstacle | undefined {
  const { bytes, at, end } = cursor;
  if (end - at < 4) return tooShort(cursor);
  const flags = u16(bytes, at);
  if ((flags & 0x0007) !== 0) return "not-sip";
  const hasChecksum = (flags & 0x8000) !== 0;
  const hasKey = (flags & 0x2000) !== 0;
  const hasSequence = (flags & 0x1000) !== 0;
  cursor.at += 4 + (hasChecksum ? 4 : 0) + (hasKey ? 4 : 0) + (hasSequence ? 4 : 0);
  const type = u16(bytes, at + 2);
  if (type === ERSPAN) {
    cursor.at += hasSequence ? 8 : 0;
    return enterTunnelled(cursor, BRIDGED_ETHERNET);
  }
  return enterTunnelled(cursor, type);
}

function enterTunnelled(cursor: Cursor, etherType: number): Obstacle | undefined {
  if (cursor.at > cursor.end) return tooShort(cursor);
  if (etherType === BRIDGED_ETHERNET) return enterEthernet(cursor);
  if (etherType !== ETHERTYPE_IPV4 && etherType !== ETHERTYPE_IPV6) return "not-sip";
  cursor.protocol = etherType;
  return undefined;
}
