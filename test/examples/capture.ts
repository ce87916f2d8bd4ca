import type { ExampleCall } from "./day.ts";
import { seededRandom } from "./random.ts";
import { keepAlive, messagesOf, NONCE_LIFE_MS, type WireMessage } from "./sip-messages.ts";
import { at, COPPERLANE_ADDRESS, OUR_ADDRESS } from "./stories.ts";

const SIP_PORT = 5060;
/** Locally administered addresses (IEEE 802: second bit of the first octet). */
const OUR_MAC = "020000000010";
const GATEWAY_MAC = "020000000030";

/** The calls as they went over the wire: classic pcap, Ethernet, IPv4, UDP (RFC 768, RFC 791). */
export function captureOf(calls: readonly ExampleCall[]): Buffer {
  const random = seededRandom(5060);
  const messages: WireMessage[] = [];
  for (let minute = at("07:59:00"); minute < at("18:10:00"); minute += 60_000)
    messages.push(...keepAlive(minute + random.int(0, 999), random));
  let nonce = 0;
  for (const call of calls) {
    const current = Math.floor(call.start / NONCE_LIFE_MS);
    messages.push(...messagesOf(call, current !== nonce, random));
    nonce = current;
  }
  messages.sort((one, other) => one.atUs - other.atUs);
  return Buffer.concat([fileHeader(), ...messages.flatMap(packetOf)]);
}

function fileHeader(): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0); // little-endian, microseconds
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(65_535, 16); // longest packet kept
  header.writeUInt32LE(1, 20); // LINKTYPE_ETHERNET
  return header;
}

function packetOf({ atUs, outward, text }: WireMessage, ordinal: number): Buffer[] {
  const frame = frameOf(outward, Buffer.from(text), ordinal);
  const header = Buffer.alloc(16);
  header.writeUInt32LE(Math.floor(atUs / 1_000_000), 0);
  header.writeUInt32LE(atUs % 1_000_000, 4);
  header.writeUInt32LE(frame.length, 8);
  header.writeUInt32LE(frame.length, 12);
  return [header, frame];
}

function frameOf(outward: boolean, payload: Buffer, ordinal: number): Buffer {
  const [from, to] = outward ? [OUR_ADDRESS, COPPERLANE_ADDRESS] : [COPPERLANE_ADDRESS, OUR_ADDRESS];
  const ethernet = Buffer.from(`${outward ? GATEWAY_MAC + OUR_MAC : OUR_MAC + GATEWAY_MAC}0800`, "hex");
  const addresses = Buffer.from([...from.split("."), ...to.split(".")].map(Number));

  const udp = Buffer.alloc(8);
  udp.writeUInt16BE(SIP_PORT, 0);
  udp.writeUInt16BE(SIP_PORT, 2);
  udp.writeUInt16BE(8 + payload.length, 4);
  const pseudoHeader = Buffer.from([...addresses, 0, 17, ...udp.subarray(4, 6)]);
  udp.writeUInt16BE(internetChecksum(Buffer.concat([pseudoHeader, udp, payload])) || 0xffff, 6);

  const ip = Buffer.alloc(20);
  ip[0] = 0x45;
  ip.writeUInt16BE(28 + payload.length, 2);
  ip.writeUInt16BE(ordinal & 0xffff, 4);
  ip[8] = 64;
  ip[9] = 17;
  addresses.copy(ip, 12);
  ip.writeUInt16BE(internetChecksum(ip), 10);
  return Buffer.concat([ethernet, ip, udp, payload]);
}

/** RFC 1071. */
function internetChecksum(bytes: Buffer): number {
  let sum = 0;
  for (let i = 0; i + 1 < bytes.length; i += 2) sum += bytes.readUInt16BE(i);
  if (bytes.length % 2) sum += bytes[bytes.length - 1]! << 8;
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
