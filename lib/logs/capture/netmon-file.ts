import { wallClock } from "../../time/wall-clock.ts";
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
 *
 * @param zone IANA zone of that machine.
 */
export function createNetmonFile(magic: number, zone: string, consumer: PacketConsumer): CaptureFile {
  const isVersion1 = magic === NETMON_1_MAGIC;
  const recordHeaderBytes = isVersion1 ? 8 : 16;
  let position = 0;
  let packetsEnd = -1;
  let trailerBytes = 0;
  let network = 0;
  let start = 0;

  function readFileHeader(bytes: Buffer, at: number): void {
    const minor = bytes[at + 4]!;
    trailerBytes = isVersion1 ? 0 : TRAILER_BYTES[Math.min(minor, TRAILER_BYTES.length - 1)]!;
    network = fileU16(bytes, at + 6, true);
    const field = (index: number) => fileU16(bytes, at + 8 + 2 * index, true);
    const day = dayStart(field(0), field(1), field(3));
    const wall = day + timeOfDay(field(4), field(5), field(6), field(7) * 1000);
    start = Number.isNaN(wall) ? 0 : wallClock(zone).toEpoch(wall);
    packetsEnd = fileU32(bytes, at + 24, true);
  }

  function linkTypeOf(number: number): number {
    return number >= PCAP_NETWORKS && number <= LAST_PCAP_NETWORK ? number - PCAP_NETWORKS : number;
  }

  function readRecord(bytes: Buffer, at: number, kept: number): void {
    const original = isVersion1 ? fileU16(bytes, at + 4, true) : fileU32(bytes, at + 8, true);
    const ticks = fileU32(bytes, at, true) + (isVersion1 ? 0 : fileU32(bytes, at + 4, true) * 0x1_0000_0000);
    const from = at + recordHeaderBytes;
    const to = from + kept;
    const linkType = trailerBytes >= 2 ? linkTypeOf(fileU16(bytes, to, true)) : network;
    const time = start === 0 ? 0 : start + (isVersion1 ? ticks * 1000 : ticks);
    consumer.packet(bytes, from, to, linkType, Math.max(0, original - kept), time);
  }

  return {
    consume(window) {
      for (;;) {
        const { bytes, at, end } = window;
        if (packetsEnd < 0) {
          if (end - at < FILE_HEADER_BYTES) return true;
          readFileHeader(bytes, at);
          window.at = at + FILE_HEADER_BYTES;
          position = FILE_HEADER_BYTES;
          continue;
        }
        if (position >= packetsEnd) {
          window.at = end;
          return true;
        }
        if (end - at < recordHeaderBytes) return true;
        const kept = isVersion1 ? fileU16(bytes, at + 6, true) : fileU32(bytes, at + 12, true);
        if (kept > MAX_PACKET_BYTES) {
          consumer.damaged(`The file is damaged here: a packet of ${kept} bytes is not possible`);
          return false;
        }
        const size = recordHeaderBytes + kept + trailerBytes;
        if (end - at < size) return true;
        window.at = at + size;
        position += size;
        readRecord(bytes, at, kept);
      }
    },
    end(window) {
      if (window.at < window.end) consumer.damaged("The file ends inside this packet");
    },
  };
}
