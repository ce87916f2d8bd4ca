import { u16, u32 } from "./byte-order.ts";
import { type Cursor, type Obstacle, tooShort } from "./cursor.ts";

/** What of a TCP header (RFC 9293 §3.1) decides how its payload joins the stream. */
export interface TcpSegment {
  sequence: number;
  isSyn: boolean;
  isFin: boolean;
  isReset: boolean;
}

/** Moves the cursor over the TCP header. */
export function enterTcp(cursor: Cursor, segment: TcpSegment): Obstacle | undefined {
  const { bytes, at, end } = cursor;
  if (end - at < 20) return tooShort(cursor);
  const headerBytes = (bytes[at + 12]! >> 4) * 4;
  if (headerBytes < 20) return "not-sip";
  if (headerBytes > end - at) return tooShort(cursor);
  const flags = bytes[at + 13]!;
  cursor.sourcePort = u16(bytes, at);
  cursor.destinationPort = u16(bytes, at + 2);
  segment.sequence = u32(bytes, at + 4);
  segment.isFin = (flags & 0x01) !== 0;
  segment.isSyn = (flags & 0x02) !== 0;
  segment.isReset = (flags & 0x04) !== 0;
  cursor.at = at + headerBytes;
  return undefined;
}
