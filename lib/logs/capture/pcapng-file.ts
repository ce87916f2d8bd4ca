import type { ByteWindow } from "../text/byte-window.ts";
import { fileU16, fileU32, u32 } from "./byte-order.ts";
import { type CaptureFile, MAX_PACKET_BYTES, type PacketConsumer } from "./capture-file.ts";
import { pcapngClock } from "./pcapng-time.ts";

export const PCAPNG_MAGIC = 0x0a0d0d0a;

/** Block types of draft-ietf-opsawg-pcapng §11.1 that carry packets or say how to read them. */
const SECTION_HEADER = PCAPNG_MAGIC;
const INTERFACE = 1;
const PACKET = 2;
const SIMPLE_PACKET = 3;
const ENHANCED_PACKET = 6;

const OPTION_TIME_RESOLUTION = 9;
const OPTION_TIME_OFFSET = 14;
const MICROSECONDS = 6;
const MAX_BLOCK_BYTES = 2 * MAX_PACKET_BYTES;

/** Why a block that should hold a packet does not. */
type Fault = string | undefined;
const TOO_SHORT = "The block is too short for a packet";

interface Interface {
  readonly linkType: number;
  readonly snapLength: number;
  readonly clock: (high: number, low: number) => number;
}

/** Reads the capture file that Wireshark writes: sections of blocks, each section with its own interfaces. */
export class PcapngFile implements CaptureFile {
  readonly #consumer: PacketConsumer;
  #littleEndian = true;
  #interfaces: Interface[] = [];

  constructor(consumer: PacketConsumer) {
    this.#consumer = consumer;
  }

  consume(window: ByteWindow): boolean {
    for (;;) {
      const { bytes, at, end } = window;
      if (end - at < 12) return true;
      const isSection = u32(bytes, at) === SECTION_HEADER;
      // A section's own byte-order mark decides how to read its length (§4.1).
      if (isSection) this.#littleEndian = bytes[at + 8] === 0x4d;
      const length = this.#read32(bytes, at + 4);
      if (length < 12 || length % 4 !== 0 || length > MAX_BLOCK_BYTES) {
        this.#consumer.damaged(`The file is damaged here: a block of ${length} bytes is not possible`);
        return false;
      }
      if (end - at < length) return true;
      window.at = at + length;
      if (isSection) {
        this.#interfaces = [];
        continue;
      }
      const fault = this.#readBlock(this.#read32(bytes, at), bytes, at + 8, at + length - 4);
      if (fault) this.#consumer.damaged(fault);
    }
  }

  end(window: ByteWindow): void {
    if (window.at < window.end) this.#consumer.damaged("The file ends inside this block");
  }

  #readBlock(type: number, bytes: Buffer, from: number, to: number): Fault {
    const size = to - from;
    switch (type) {
      case INTERFACE:
        if (size >= 8) this.#interfaces.push(this.#readInterface(bytes, from, to));
        return undefined;
      case ENHANCED_PACKET:
        if (size < 20) return TOO_SHORT;
        return this.#readPacket(bytes, from, to, this.#read32(bytes, from));
      case PACKET:
        if (size < 20) return TOO_SHORT;
        return this.#readPacket(bytes, from, to, fileU16(bytes, from, this.#littleEndian));
      case SIMPLE_PACKET:
        if (size < 4) return TOO_SHORT;
        return this.#readSimplePacket(bytes, from, to);
      default:
        return undefined;
    }
  }

  #readInterface(bytes: Buffer, from: number, to: number): Interface {
    const littleEndian = this.#littleEndian;
    let resolution = MICROSECONDS;
    let offset = 0;
    let at = from + 8;
    while (at + 4 <= to) {
      const code = fileU16(bytes, at, littleEndian);
      const length = fileU16(bytes, at + 2, littleEndian);
      at += 4;
      if (code === 0 || at + length > to) break;
      if (code === OPTION_TIME_RESOLUTION && length >= 1) resolution = bytes[at]!;
      if (code === OPTION_TIME_OFFSET && length >= 8) {
        offset = Number(littleEndian ? bytes.readBigInt64LE(at) : bytes.readBigInt64BE(at));
      }
      at += (length + 3) & ~3;
    }
    return {
      linkType: fileU16(bytes, from, littleEndian),
      snapLength: this.#read32(bytes, from + 4),
      clock: pcapngClock(resolution, offset),
    };
  }

  #readPacket(bytes: Buffer, from: number, to: number, number: number): Fault {
    const known = this.#interfaces[number];
    if (!known) return `Packet of interface ${number}, which the file does not describe`;
    const kept = this.#read32(bytes, from + 12);
    const original = this.#read32(bytes, from + 16);
    if (from + 20 + kept > to) return "The packet is longer than the block that holds it";
    const at = known.clock(this.#read32(bytes, from + 4), this.#read32(bytes, from + 8));
    const missing = original > kept ? original - kept : 0;
    this.#consumer.packet(bytes, from + 20, from + 20 + kept, known.linkType, missing, at);
    return undefined;
  }

  #readSimplePacket(bytes: Buffer, from: number, to: number): Fault {
    const known = this.#interfaces[0];
    if (!known) return "Packet of interface 0, which the file does not describe";
    const original = this.#read32(bytes, from);
    const limit = known.snapLength === 0 ? original : Math.min(original, known.snapLength);
    const kept = Math.min(limit, to - from - 4);
    this.#consumer.packet(bytes, from + 4, from + 4 + kept, known.linkType, original - kept, 0);
    return undefined;
  }

  #read32(bytes: Buffer, at: number): number {
    return fileU32(bytes, at, this.#littleEndian);
  }
}
