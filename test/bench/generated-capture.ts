import { madeMessages } from "./generated-sip.ts";

const CHUNK_BYTES = 256 * 1024;
const RECORD_BYTES = 16;
const HEADER_BYTES = 14 + 20 + 8;
/** RFC 3551 §4.5.14: 20 ms of G.711 behind the twelve bytes of RTP. */
const RTP_BYTES = 172;

/** @param mediaPackets how many packets of speech come with each SIP message. */
export function* capture(bytes: number, mediaPackets: number): Generator<Buffer> {
  yield fileHeader();
  const speech = Buffer.alloc(RTP_BYTES, 0xd5);
  speech[0] = 0x80;
  speech[1] = 8;
  let chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let at = 0;
  let left = bytes;
  for (const { text, atMs, isFromCaller } of madeMessages()) {
    if (at + 4_096 + mediaPackets * 256 > CHUNK_BYTES) {
      yield chunk.subarray(0, at);
      left -= at;
      if (left <= 0) return;
      // The reader may still hold the last chunk.
      chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      at = 0;
    }
    const payloadAt = at + RECORD_BYTES + HEADER_BYTES;
    const length = chunk.write(text, payloadAt, "latin1");
    at = writeHeaders(chunk, at, length, atMs, isFromCaller, 5060);
    for (let i = 0; i < mediaPackets; i++) {
      speech.writeUInt32BE(at + i, 4);
      speech.copy(chunk, at + RECORD_BYTES + HEADER_BYTES);
      at = writeHeaders(chunk, at, RTP_BYTES, atMs, i % 2 === 0, 4000 + 2 * (i % 40));
    }
  }
}

function fileHeader(): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(65_535, 16);
  header.writeUInt32LE(1, 20);
  return header;
}

/** Record, Ethernet, IPv4 and UDP header around a payload that is already there. Returns where the packet ends. */
function writeHeaders(
  chunk: Buffer,
  at: number,
  length: number,
  atMs: number,
  isFromCaller: boolean,
  port: number,
): number {
  const size = HEADER_BYTES + length;
  chunk.fill(0, at, at + RECORD_BYTES + HEADER_BYTES);
  chunk.writeUInt32LE(Math.floor(atMs / 1000), at);
  chunk.writeUInt32LE((atMs % 1000) * 1000, at + 4);
  chunk.writeUInt32LE(size, at + 8);
  chunk.writeUInt32LE(size, at + 12);
  const ip = at + RECORD_BYTES + 14;
  chunk.writeUInt16BE(0x0800, ip - 2);
  chunk[ip] = 0x45;
  chunk.writeUInt16BE(size - 14, ip + 2);
  chunk[ip + 8] = 64;
  chunk[ip + 9] = 17;
  chunk.writeUInt32BE(isFromCaller ? 0x0a000001 : 0x0a000002, ip + 12);
  chunk.writeUInt32BE(isFromCaller ? 0x0a000002 : 0x0a000001, ip + 16);
  chunk.writeUInt16BE(port, ip + 20);
  chunk.writeUInt16BE(port, ip + 22);
  chunk.writeUInt16BE(8 + length, ip + 24);
  return at + RECORD_BYTES + size;
}
