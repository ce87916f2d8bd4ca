import type { ByteWindow } from "../text/byte-window.ts";
import { fileU32 } from "./byte-order.ts";
import { type CaptureFile, MAX_PACKET_BYTES, type PacketConsumer } from "./capture-file.ts";

const FILE_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;

/** First four bytes of a pcap file (draft-ietf-opsawg-pcap §4), read as a big-endian number. */
const MAGIC = new Map([
  [0xa1b2c3d4, { littleEndian: false, nanoseconds: false }],
  [0xd4c3b2a1, { littleEndian: true, nanoseconds: false }],
  [0xa1b23c4d, { littleEndian: false, nanoseconds: true }],
  [0x4d3cb2a1, { littleEndian: true, nanoseconds: true }],
]);

export function isPcapMagic(magic: number): boolean {
  return MAGIC.has(magic);
}

/** Reads the classic capture file that tcpdump writes: one header, then packets. */
export class PcapFile implements CaptureFile {
  readonly #consumer: PacketConsumer;
  readonly #littleEndian: boolean;
  readonly #nanoseconds: boolean;
  #linkType = -1;

  constructor(magic: number, consumer: PacketConsumer) {
    const { littleEndian, nanoseconds } = MAGIC.get(magic)!;
    this.#consumer = consumer;
    this.#littleEndian = littleEndian;
    this.#nanoseconds = nanoseconds;
  }

  consume(window: ByteWindow): boolean {
    if (this.#linkType < 0) {
      if (window.end - window.at < FILE_HEADER_BYTES) return true;
      // The upper bits say whether a frame check sequence follows each packet.
      this.#linkType = fileU32(window.bytes, window.at + 20, this.#littleEndian) & 0x0fffffff;
      window.at += FILE_HEADER_BYTES;
    }
    for (;;) {
      const result = this.#readRecord(window);
      if (result !== "read") return result === "incomplete";
    }
  }

  end(window: ByteWindow): void {
    if (window.at < window.end) this.#consumer.damaged("The file ends inside this packet");
  }

  #readRecord(window: ByteWindow): "read" | "incomplete" | "damaged" {
    const littleEndian = this.#littleEndian;
    const { bytes, at, end } = window;
    if (end - at < RECORD_HEADER_BYTES) return "incomplete";
    const kept = fileU32(bytes, at + 8, littleEndian);
    if (kept > MAX_PACKET_BYTES) {
      this.#consumer.damaged(`The file is damaged here: a packet of ${kept} bytes is not possible`);
      return "damaged";
    }
    const from = at + RECORD_HEADER_BYTES;
    if (end - from < kept) return "incomplete";
    const seconds = fileU32(bytes, at, littleEndian);
    const fraction = fileU32(bytes, at + 4, littleEndian);
    const original = fileU32(bytes, at + 12, littleEndian);
    window.at = from + kept;
    this.#consumer.packet(
      bytes,
      from,
      from + kept,
      this.#linkType,
      original > kept ? original - kept : 0,
      seconds * 1e6 + (this.#nanoseconds ? Math.floor(fraction / 1000) : fraction),
    );
    return "read";
  }
}
