import { pipeline } from "node:stream/promises";
import { crc32, createDeflateRaw, deflateRawSync } from "node:zlib";

interface Entry {
  readonly name: Buffer;
  readonly flags: number;
  readonly offset: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
}

const MAX_32 = 0xffffffff;
const UTF8_NAME = 0x0800;
const LENGTHS_BEHIND = 0x0008;
const DEFLATE = 8;
/** 1980-01-01 00:00 in the format of MS-DOS: equal content gives equal bytes. */
const DOS_DATE = 0x0021;

/**
 * A zip archive as a stream of bytes (APPNOTE.TXT 6.3.10). An entry may be given whole or as chunks
 * of unknown total; whoever reads the bytes sets the pace, so memory does not grow with the archive.
 */
export class Zip {
  readonly #level: number;
  readonly #zip64From: number;
  readonly #entries: Entry[] = [];
  #bytes = 0;

  /** @param zip64From offsets from here on are written with 64 bits (APPNOTE 4.5.3). */
  constructor(level: number, zip64From = MAX_32) {
    this.#level = level;
    this.#zip64From = zip64From;
  }

  /** Bytes handed out so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** A small entry, with its lengths in front. */
  *whole(name: string, content: string | Uint8Array): Generator<Uint8Array> {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    const packed = deflateRawSync(bytes, { level: this.#level });
    const entry = {
      name: Buffer.from(name),
      flags: UTF8_NAME,
      offset: this.#bytes,
      crc: crc32(bytes),
      packed: packed.length,
      size: bytes.length,
    };
    this.#entries.push(entry);
    yield this.#out(localHeader(entry));
    yield this.#out(packed);
  }

  /** An entry of any length below 4 GB, its lengths behind. */
  async *streamed(name: string, content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const start = {
      name: Buffer.from(name),
      flags: UTF8_NAME | LENGTHS_BEHIND,
      offset: this.#bytes,
      crc: 0,
      packed: 0,
      size: 0,
    };
    yield this.#out(localHeader(start));
    const deflate = createDeflateRaw({ level: this.#level, chunkSize: 64 * 1024 });
    const tally = { crc: 0, size: 0 };
    const fed = pipeline(counted(content, tally), deflate);
    // A failure also ends the loop below; it is reported by the await behind it.
    fed.catch(() => {});
    const bodyStart = this.#bytes;
    for await (const chunk of deflate) yield this.#out(chunk as Buffer);
    await fed;
    const packed = this.#bytes - bodyStart;
    if (packed > MAX_32 || tally.size > MAX_32) {
      throw new RangeError(`Cannot write zip entry "${name}": more than 4 GB in one part`);
    }
    const entry = { ...start, ...tally, packed };
    this.#entries.push(entry);
    yield this.#out(lengthsBehind(entry));
  }

  /** The central directory. */
  end(): Uint8Array {
    const start = this.#bytes;
    const count = this.#entries.length;
    const directory = Buffer.concat(this.#entries.map((entry) => directoryEntry(entry, this.#zip64From)));
    const wide = start >= this.#zip64From || directory.length >= this.#zip64From;
    return this.#out(
      Buffer.concat([
        directory,
        wide ? endOfDirectory64(count, directory.length, start) : Buffer.alloc(0),
        endOfDirectory(count, directory.length, wide ? MAX_32 : start),
      ]),
    );
  }

  #out(bytes: Uint8Array): Uint8Array {
    this.#bytes += bytes.length;
    return bytes;
  }
}

async function* counted(content: AsyncIterable<Uint8Array>, tally: { crc: number; size: number }) {
  for await (const chunk of content) {
    tally.crc = crc32(chunk, tally.crc);
    tally.size += chunk.length;
    yield chunk;
  }
}

function localHeader(entry: Entry): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  writeCommon(head, 6, entry);
  head.writeUInt16LE(entry.name.length, 26);
  return Buffer.concat([head, entry.name]);
}

function lengthsBehind(entry: Entry): Buffer {
  const tail = Buffer.alloc(16);
  tail.writeUInt32LE(0x08074b50, 0);
  tail.writeUInt32LE(entry.crc, 4);
  tail.writeUInt32LE(entry.packed, 8);
  tail.writeUInt32LE(entry.size, 12);
  return tail;
}

function directoryEntry(entry: Entry, zip64From: number): Buffer {
  const wide = entry.offset >= zip64From;
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(wide ? 45 : 20, 4);
  head.writeUInt16LE(wide ? 45 : 20, 6);
  writeCommon(head, 8, entry);
  head.writeUInt16LE(entry.name.length, 28);
  head.writeUInt16LE(wide ? 12 : 0, 30);
  head.writeUInt32LE(wide ? MAX_32 : entry.offset, 42);
  if (!wide) return Buffer.concat([head, entry.name]);
  const extra = Buffer.alloc(12);
  extra.writeUInt16LE(0x0001, 0);
  extra.writeUInt16LE(8, 2);
  extra.writeBigUInt64LE(BigInt(entry.offset), 4);
  return Buffer.concat([head, entry.name, extra]);
}

/** Flags, method, time, date, crc and lengths stand in the same order in both headers. */
function writeCommon(head: Buffer, at: number, entry: Entry): void {
  head.writeUInt16LE(entry.flags, at);
  head.writeUInt16LE(DEFLATE, at + 2);
  head.writeUInt16LE(0, at + 4);
  head.writeUInt16LE(DOS_DATE, at + 6);
  head.writeUInt32LE(entry.crc, at + 8);
  head.writeUInt32LE(entry.packed, at + 12);
  head.writeUInt32LE(entry.size, at + 16);
}

function endOfDirectory64(count: number, length: number, start: number): Buffer {
  const end = Buffer.alloc(76);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(45, 12);
  end.writeUInt16LE(45, 14);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(length), 40);
  end.writeBigUInt64LE(BigInt(start), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(start + length), 64);
  end.writeUInt32LE(1, 72);
  return end;
}

function endOfDirectory(count: number, length: number, start: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(start, 16);
  return end;
}
