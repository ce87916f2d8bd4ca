import { wallClock } from "../../time/wall-clock.ts";
import type { ByteWindow } from "../text/byte-window.ts";
import { dayStart, timeOfDay } from "../time/calendar.ts";
import { fileU16, fileU32 } from "./byte-order.ts";
import { type CaptureFile, MAX_PACKET_BYTES, type PacketConsumer } from "./capture-file.ts";

/** "GMBU": files of version 2; "RTSS": of version 1. */
export const NETMON_2_MAGIC = 0x474d4255;
export const NETMON_1_MAGIC = 0x52545353;

const FILE_HEADER_BYTES = 128;
/** From version 2.1 each packet ends with the number of its own link layer, and from 2.2 with more. */
const TRAILER_BYTES = [0, 2, 6, 15];
/** Network numbers from here on are those of pcap. */
const PCAP_NETWORKS = 0xe000;
const LAST_PCAP_NETWORK = 0xefff;

/**
 * Reads the captures of Microsoft Network Monitor
 * (https://learn.microsoft.com/openspecs/windows_protocols/ms-nmcf): packets lie one after another up to a
 * table of their offsets. Times count from a start in the local time of the capturing machine.
 */
export class NetmonFile implements CaptureFile {
  readonly #consumer: PacketConsumer;
  readonly #zone: string;
  readonly #isVersion1: boolean;
  readonly #recordHeaderBytes: number;
  #position = 0;
  #packetsEnd = -1;
  #trailerBytes = 0;
  #network = 0;
  #start = 0;

  /** @param zone IANA zone of the capturing machine. */
  constructor(magic: number, zone: string, consumer: PacketConsumer) {
    this.#consumer = consumer;
    this.#zone = zone;
    this.#isVersion1 = magic === NETMON_1_MAGIC;
    this.#recordHeaderBytes = this.#isVersion1 ? 8 : 16;
  }

  consume(window: ByteWindow): boolean {
    if (this.#packetsEnd < 0) {
      if (window.end - window.at < FILE_HEADER_BYTES) return true;
      this.#readFileHeader(window.bytes, window.at);
      window.at += FILE_HEADER_BYTES;
      this.#position = FILE_HEADER_BYTES;
    }
    while (this.#position < this.#packetsEnd) {
      const { bytes, at, end } = window;
      if (end - at < this.#recordHeaderBytes) return true;
      const kept = this.#isVersion1 ? fileU16(bytes, at + 6, true) : fileU32(bytes, at + 12, true);
      if (kept > MAX_PACKET_BYTES) {
        this.#consumer.damaged(`The file is damaged here: a packet of ${kept} bytes is not possible`);
        return false;
      }
      const size = this.#recordHeaderBytes + kept + this.#trailerBytes;
      if (end - at < size) return true;
      window.at = at + size;
      this.#position += size;
      this.#readRecord(bytes, at, kept);
    }
    // What follows is the table of offsets.
    window.at = window.end;
    return true;
  }

  end(window: ByteWindow): void {
    if (window.at < window.end) this.#consumer.damaged("The file ends inside this packet");
  }

  #readFileHeader(bytes: Buffer, at: number): void {
    const minor = bytes[at + 4]!;
    this.#trailerBytes = this.#isVersion1 ? 0 : TRAILER_BYTES[Math.min(minor, TRAILER_BYTES.length - 1)]!;
    this.#network = fileU16(bytes, at + 6, true);
    const field = (index: number) => fileU16(bytes, at + 8 + 2 * index, true);
    const day = dayStart(field(0), field(1), field(3));
    const wall = day + timeOfDay(field(4), field(5), field(6), field(7) * 1000);
    this.#start = Number.isNaN(wall) ? 0 : wallClock(this.#zone).toEpoch(wall);
    this.#packetsEnd = fileU32(bytes, at + 24, true);
  }

  #readRecord(bytes: Buffer, at: number, kept: number): void {
    const isVersion1 = this.#isVersion1;
    const original = isVersion1 ? fileU16(bytes, at + 4, true) : fileU32(bytes, at + 8, true);
    const ticks = fileU32(bytes, at, true) + (isVersion1 ? 0 : fileU32(bytes, at + 4, true) * 0x1_0000_0000);
    const from = at + this.#recordHeaderBytes;
    const to = from + kept;
    const linkType = this.#trailerBytes >= 2 ? linkTypeOf(fileU16(bytes, to, true)) : this.#network;
    const time = this.#start === 0 ? 0 : this.#start + (isVersion1 ? ticks * 1000 : ticks);
    this.#consumer.packet(bytes, from, to, linkType, Math.max(0, original - kept), time);
  }
}

function linkTypeOf(number: number): number {
  return number >= PCAP_NETWORKS && number <= LAST_PCAP_NETWORK ? number - PCAP_NETWORKS : number;
}
