import { asciiBytes } from "../message/ascii.ts";
import { u16, u32 } from "./byte-order.ts";
import { type Cursor, type Obstacle, tooShort } from "./cursor.ts";

/** LINKTYPE_WIRESHARK_UPPER_PDU. */
export const EXPORTED_PDU = 252;

/** Tags before the payload (Wireshark, epan/exported_pdu.h). */
const TAG = {
  END: 0,
  DISSECTOR: 12,
  IPV4_SOURCE: 20,
  IPV4_DESTINATION: 21,
  IPV6_SOURCE: 22,
  IPV6_DESTINATION: 23,
  SOURCE_PORT: 25,
  DESTINATION_PORT: 26,
} as const;

const SIP = asciiBytes("sip");

/**
 * Moves the cursor to the message in a packet of Wireshark's "Export PDUs to file": the way to save
 * SIP that came out of TLS, where the capture has the keys.
 */
export function enterExportedPdu(cursor: Cursor): Obstacle | undefined {
  const { bytes, end } = cursor;
  let isSip = false;
  for (;;) {
    const { at } = cursor;
    if (end - at < 4) return tooShort(cursor);
    const tag = u16(bytes, at);
    const length = u16(bytes, at + 2);
    const value = at + 4;
    cursor.at = value + length;
    if (cursor.at > end) return tooShort(cursor);
    switch (tag) {
      case TAG.END:
        return isSip ? undefined : "not-sip";
      case TAG.DISSECTOR:
        isSip = SIP.every((byte, i) => bytes[value + i] === byte) && (length === 3 || bytes[value + 3] === 0);
        break;
      case TAG.IPV4_SOURCE:
      case TAG.IPV6_SOURCE:
        cursor.source = value;
        cursor.addressBytes = tag === TAG.IPV4_SOURCE ? 4 : 16;
        break;
      case TAG.IPV4_DESTINATION:
      case TAG.IPV6_DESTINATION:
        cursor.destination = value;
        break;
      case TAG.SOURCE_PORT:
        cursor.sourcePort = u32(bytes, value) & 0xffff;
        break;
      case TAG.DESTINATION_PORT:
        cursor.destinationPort = u32(bytes, value) & 0xffff;
    }
  }
}
