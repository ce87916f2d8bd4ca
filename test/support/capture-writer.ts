/*
 * Writes captures for tests: layers as functions from payload to packet, and the two file formats.
 * Checksums stay zero, as network cards that compute them leave them.
 */

export interface Ends {
  /** "10.0.0.1:5060" or "[2001:db8::1]:5060". */
  from: string;
  to: string;
}

export const ENDS: Ends = { from: "10.0.0.1:5060", to: "10.0.0.2:5060" };

export interface TcpOptions {
  sequence?: number;
  flags?: number;
}

export const FIN = 0x01;
export const SYN = 0x02;
export const RESET = 0x04;

export function udp(payload: string | Buffer, ends: Ends = ENDS): Buffer {
  const data = Buffer.from(payload);
  const header = Buffer.alloc(8);
  header.writeUInt16BE(portOf(ends.from), 0);
  header.writeUInt16BE(portOf(ends.to), 2);
  header.writeUInt16BE(8 + data.length, 4);
  return Buffer.concat([header, data]);
}

export function tcp(payload: string | Buffer, ends: Ends = ENDS, options: TcpOptions = {}): Buffer {
  const header = Buffer.alloc(20);
  header.writeUInt16BE(portOf(ends.from), 0);
  header.writeUInt16BE(portOf(ends.to), 2);
  header.writeUInt32BE((options.sequence ?? 1) >>> 0, 4);
  header[12] = 5 << 4;
  header[13] = options.flags ?? 0x18;
  return Buffer.concat([header, Buffer.from(payload)]);
}

export function ip(protocol: number, payload: Buffer, ends: Ends = ENDS): Buffer {
  return ends.from.startsWith("[") ? ipv6(protocol, payload, ends) : ipv4(protocol, payload, ends);
}

export function ipv4(protocol: number, payload: Buffer, ends: Ends = ENDS, fragment = 0, id = 1): Buffer {
  const header = Buffer.alloc(20);
  header[0] = 0x45;
  header.writeUInt16BE(20 + payload.length, 2);
  header.writeUInt16BE(id, 4);
  header.writeUInt16BE(fragment, 6);
  header[8] = 64;
  header[9] = protocol;
  ipv4Bytes(ends.from).copy(header, 12);
  ipv4Bytes(ends.to).copy(header, 16);
  return Buffer.concat([header, payload]);
}

export function ipv6(protocol: number, payload: Buffer, ends: Ends): Buffer {
  const header = Buffer.alloc(40);
  header[0] = 0x60;
  header.writeUInt16BE(payload.length, 4);
  header[6] = protocol;
  header[7] = 64;
  ipv6Bytes(ends.from).copy(header, 8);
  ipv6Bytes(ends.to).copy(header, 24);
  return Buffer.concat([header, payload]);
}

export function ipUdp(payload: string | Buffer, ends: Ends = ENDS): Buffer {
  return ip(17, udp(payload, ends), ends);
}

export function ipTcp(payload: string | Buffer, options: TcpOptions = {}, ends: Ends = ENDS): Buffer {
  return ip(6, tcp(payload, ends, options), ends);
}

/** `tags`: EtherTypes of VLAN tags in front of the packet. */
export function ethernet(packet: Buffer, tags: readonly number[] = []): Buffer {
  const version = packet[0]! >> 4;
  const types = [...tags, version === 6 ? 0x86dd : 0x0800];
  const header = Buffer.alloc(12 + 2 + 4 * tags.length);
  header.writeUInt16BE(types[0]!, 12);
  for (let i = 1; i < types.length; i++) {
    header.writeUInt16BE(i, 10 + 4 * i);
    header.writeUInt16BE(types[i]!, 12 + 4 * i);
  }
  return Buffer.concat([header, packet]);
}

export interface Packet {
  bytes: Buffer;
  /** Epoch µs. */
  at?: number;
  /** Length on the wire, where the capture kept less. */
  originalLength?: number;
}

export interface PcapOptions {
  linkType?: number;
  bigEndian?: boolean;
  nanoseconds?: boolean;
}

export const START = 1_700_000_000_000_000;

export function pcap(packets: readonly (Buffer | Packet)[], options: PcapOptions = {}): Buffer {
  const { linkType = 1, bigEndian = false, nanoseconds = false } = options;
  const u32 = (value: number) => word(value, bigEndian);
  const magic = nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4;
  const version = bigEndian ? Buffer.from([0, 2, 0, 4]) : Buffer.from([2, 0, 4, 0]);
  const parts = [u32(magic), version, u32(0), u32(0), u32(65_535), u32(linkType)];
  packets.forEach((packet, index) => {
    const { bytes, at = START + index * 1_000, originalLength = bytes.length } = asPacket(packet);
    const fraction = at % 1_000_000;
    const seconds = Math.floor(at / 1_000_000);
    parts.push(u32(seconds), u32(nanoseconds ? fraction * 1_000 + 7 : fraction));
    parts.push(u32(bytes.length), u32(originalLength), bytes);
  });
  return Buffer.concat(parts);
}

function asPacket(packet: Buffer | Packet): Packet {
  return Buffer.isBuffer(packet) ? { bytes: packet } : packet;
}

function word(value: number, bigEndian: boolean): Buffer {
  const bytes = Buffer.alloc(4);
  if (bigEndian) bytes.writeUInt32BE(value >>> 0);
  else bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

function portOf(end: string): number {
  return Number(end.slice(end.lastIndexOf(":") + 1));
}

function ipv4Bytes(end: string): Buffer {
  return Buffer.from(end.slice(0, end.lastIndexOf(":")).split(".").map(Number));
}

function ipv6Bytes(end: string): Buffer {
  const [head = "", tail = ""] = end.slice(1, end.indexOf("]")).split("::");
  const groups = (part: string) =>
    part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16));
  const before = groups(head);
  const after = groups(tail);
  const all = [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 0xff]));
}
