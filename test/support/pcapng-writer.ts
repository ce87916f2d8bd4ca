import type { Packet } from "./capture-writer.ts";

/** Blocks of a pcapng file. One writer writes in one byte order, as one machine does. */
export function pcapngWriter(bigEndian = false) {
  const u16 = (value: number) => {
    const bytes = Buffer.alloc(2);
    if (bigEndian) bytes.writeUInt16BE(value);
    else bytes.writeUInt16LE(value);
    return bytes;
  };
  const u32 = (value: number) => {
    const bytes = Buffer.alloc(4);
    if (bigEndian) bytes.writeUInt32BE(value >>> 0);
    else bytes.writeUInt32LE(value >>> 0);
    return bytes;
  };
  const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
  const block = (type: number, ...parts: Buffer[]) => {
    const body = padded(Buffer.concat(parts));
    return Buffer.concat([u32(type), u32(body.length + 12), body, u32(body.length + 12)]);
  };
  const option = (code: number, value: Buffer) =>
    Buffer.concat([u16(code), u16(value.length), padded(value)]);

  return {
    block,
    section: () => block(0x0a0d0d0a, u32(0x1a2b3c4d), u16(1), u16(0), u32(0xffffffff), u32(0xffffffff)),
    /** `resolution`: value of if_tsresol; `offset`: seconds of if_tsoffset. */
    interface: (linkType: number, { resolution = -1, offset = 0, snapLength = 0 } = {}) => {
      const options: Buffer[] = [];
      if (resolution >= 0) options.push(option(9, Buffer.from([resolution])));
      if (offset !== 0)
        options.push(
          option(14, bigEndian ? Buffer.concat([u32(0), u32(offset)]) : Buffer.concat([u32(offset), u32(0)])),
        );
      if (options.length > 0) options.push(u32(0));
      return block(1, u16(linkType), u16(0), u32(snapLength), ...options);
    },
    /** `stamp`: the 64-bit time in the interface's own resolution. */
    enhanced: (packet: Packet, stamp: bigint, number = 0) =>
      block(
        6,
        u32(number),
        u32(Number(stamp >> 32n)),
        u32(Number(stamp & 0xffffffffn)),
        u32(packet.bytes.length),
        u32(packet.originalLength ?? packet.bytes.length),
        packet.bytes,
      ),
    simple: (bytes: Buffer) => block(3, u32(bytes.length), bytes),
  };
}
