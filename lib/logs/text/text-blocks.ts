import { isAscii, isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";

/** Large enough to make decoding cheap, small enough that a piece of text kept from it holds little. */
export const BLOCK_BYTES = 64 * 1024;

/**
 * Text as UTF-8 (or one byte per character, where it is not valid UTF-8) in blocks of equal size,
 * whatever the chunks were: byte order marks removed, UTF-16 converted.
 */
export async function* textBlocks(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | undefined;
  let first = true;
  for await (let block of evenBlocks(bytes)) {
    if (first) {
      const { encoding, markLength } = encodingOf(block);
      if (encoding !== "utf-8") decoder = new TextDecoder(encoding);
      block = block.subarray(markLength);
      first = false;
    }
    yield decoder ? Buffer.from(decoder.decode(block, { stream: true })) : block;
  }
  const rest = decoder?.decode();
  if (rest) yield Buffer.from(rest);
}

async function* evenBlocks(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    held.push(chunk);
    length += chunk.length;
    if (length < BLOCK_BYTES) continue;
    const whole = held.length === 1 ? asBuffer(chunk) : Buffer.concat(held);
    let at = 0;
    for (; length - at >= BLOCK_BYTES; at += BLOCK_BYTES) yield whole.subarray(at, at + BLOCK_BYTES);
    held = at < length ? [whole.subarray(at)] : [];
    length -= at;
  }
  if (length > 0) yield Buffer.concat(held);
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be";

/** By the byte order mark, or by the zero bytes that UTF-16 puts beside every ASCII character. */
export function encodingOf(bytes: Uint8Array): { encoding: TextEncoding; markLength: number } {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: "utf-8", markLength: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: "utf-16le", markLength: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: "utf-16be", markLength: 2 };
  if (isPrintable(a) && b === 0 && isPrintable(c) && d === 0) return { encoding: "utf-16le", markLength: 0 };
  if (a === 0 && isPrintable(b) && c === 0 && isPrintable(d)) return { encoding: "utf-16be", markLength: 0 };
  return { encoding: "utf-8", markLength: 0 };
}

function isPrintable(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x20 && byte < 0x7f;
}

/** UTF-8 where it is valid, else Latin-1: no byte is ever lost, and no name becomes a row of question marks. */
export function decodeText(bytes: Buffer): string {
  if (isAscii(bytes)) return bytes.toString("latin1");
  return isUtf8(bytes) ? bytes.toString("utf8") : bytes.toString("latin1");
}
