import { fileU32, u16, u32 } from "./byte-order.ts";
import { type Cursor, type Obstacle, tooShort } from "./cursor.ts";

export const ETHERTYPE_IPV4 = 0x0800;
export const ETHERTYPE_IPV6 = 0x86dd;
const VLAN = 0x8100;
const SERVICE_VLAN = 0x88a8;
const OLD_SERVICE_VLAN = 0x9100;
const PPPOE_SESSION = 0x8864;
const MPLS = 0x8847;

const PPP_IPV4 = 0x0021;
const PPP_IPV6 = 0x0057;

type EnterLayer = (cursor: Cursor) => Obstacle | undefined;

/** How to find the network header behind each link layer (https://www.tcpdump.org/linktypes.html). */
const LINK_LAYERS: Record<number, EnterLayer> = {
  /** NULL: protocol family in the order of the machine that captured */
  0: enterLoopback,
  /** ETHERNET */
  1: enterEthernet,
  /** PPP */
  9: enterPpp,
  /** RAW, as some systems number it */
  12: enterRaw,
  14: enterRaw,
  /** RAW */
  101: enterRaw,
  /** LOOP: protocol family in network order */
  108: enterLoopback,
  /** LINUX_SLL */
  113: (cursor) => enterCooked(cursor, 16, 14),
  /** IPV4 */
  228: enterRaw,
  /** IPV6 */
  229: enterRaw,
  /** LINUX_SLL2 */
  276: (cursor) => enterCooked(cursor, 20, 0),
};

/** Names for the message about link layers that are not read. */
const OTHER_LINK_LAYERS: Record<number, string> = {
  105: "IEEE 802.11",
  119: "IEEE 802.11 with Prism header",
  127: "IEEE 802.11 with radiotap header",
  189: "USB",
  220: "USB",
  251: "Bluetooth",
};

/** Moves the cursor from the link layer's header to the network header. */
export function enterLink(cursor: Cursor, linkType: number): Obstacle | undefined {
  const enter = LINK_LAYERS[linkType];
  if (enter) return enter(cursor);
  const name = OTHER_LINK_LAYERS[linkType];
  return { reason: `Link type ${linkType}${name ? ` (${name})` : ""} is not read` };
}

export function enterEthernet(cursor: Cursor): Obstacle | undefined {
  if (cursor.end - cursor.at < 14) return tooShort(cursor);
  const type = u16(cursor.bytes, cursor.at + 12);
  cursor.at += 14;
  return enterEtherType(cursor, type);
}

/** Passes over VLAN tags, MPLS labels and PPPoE, up to an IP header. */
function enterEtherType(cursor: Cursor, type: number): Obstacle | undefined {
  let etherType = type;
  while (etherType === VLAN || etherType === SERVICE_VLAN || etherType === OLD_SERVICE_VLAN) {
    if (cursor.end - cursor.at < 4) return tooShort(cursor);
    etherType = u16(cursor.bytes, cursor.at + 2);
    cursor.at += 4;
  }
  if (etherType === PPPOE_SESSION) {
    cursor.at += 6;
    return enterPppProtocol(cursor);
  }
  if (etherType === MPLS) {
    let isLast = false;
    while (!isLast) {
      if (cursor.end - cursor.at < 4) return tooShort(cursor);
      isLast = (cursor.bytes[cursor.at + 2]! & 1) === 1;
      cursor.at += 4;
    }
    return enterRaw(cursor);
  }
  cursor.protocol = etherType;
  return etherType === ETHERTYPE_IPV4 || etherType === ETHERTYPE_IPV6 ? undefined : "not-sip";
}

function enterPpp(cursor: Cursor): Obstacle | undefined {
  const { bytes, at } = cursor;
  // Address and control field of RFC 1662 §3.1; links may leave them out.
  if (bytes[at] === 0xff && bytes[at + 1] === 0x03) cursor.at += 2;
  return enterPppProtocol(cursor);
}

function enterPppProtocol(cursor: Cursor): Obstacle | undefined {
  if (cursor.end - cursor.at < 2) return tooShort(cursor);
  const protocol = u16(cursor.bytes, cursor.at);
  cursor.at += 2;
  if (protocol !== PPP_IPV4 && protocol !== PPP_IPV6) return "not-sip";
  cursor.protocol = protocol === PPP_IPV4 ? ETHERTYPE_IPV4 : ETHERTYPE_IPV6;
  return undefined;
}

/** An IP header stands where the packet begins; its first four bits tell which. */
export function enterRaw(cursor: Cursor): Obstacle | undefined {
  if (cursor.at >= cursor.end) return tooShort(cursor);
  const version = cursor.bytes[cursor.at]! >> 4;
  if (version !== 4 && version !== 6) return "not-sip";
  cursor.protocol = version === 4 ? ETHERTYPE_IPV4 : ETHERTYPE_IPV6;
  return undefined;
}

/** The families differ from system to system (AF_INET6 is 10, 24, 28 or 30): the IP header tells them apart. */
function enterLoopback(cursor: Cursor): Obstacle | undefined {
  const { bytes, at, end } = cursor;
  if (end - at < 4) return tooShort(cursor);
  const family = Math.min(u32(bytes, at), fileU32(bytes, at, true));
  if (family !== 2 && family !== 10 && family !== 24 && family !== 28 && family !== 30) return "not-sip";
  cursor.at += 4;
  return enterRaw(cursor);
}

/** Linux "any" captures: a pseudo header with the EtherType somewhere in it. */
function enterCooked(cursor: Cursor, headerBytes: number, typeAt: number): Obstacle | undefined {
  if (cursor.end - cursor.at < headerBytes) return tooShort(cursor);
  const type = u16(cursor.bytes, cursor.at + typeAt);
  cursor.at += headerBytes;
  return enterEtherType(cursor, type);
}
