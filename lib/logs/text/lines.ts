import { isAscii, isUtf8 } from "node:buffer";
import { HeldBytes } from "./held-bytes.ts";
import { BLOCK_BYTES, decodeText, textBlocks } from "./text-blocks.ts";

/** No record of a call log comes near this; a longer line is a broken file or an attack. */
export const MAX_RECORD_BYTES = 1024 * 1024;

const LF = 10;
const CR = 13;

export interface LineHandler {
  /** `number` counts from 1. The text has no line end. */
  line(text: string, number: number): void;
  /** A line of more than {@link MAX_RECORD_BYTES}; reading goes on after it. */
  tooLong(number: number): void;
}

/** Hands over every line of a text: LF, CRLF, or CR alone where the first 64 KB hold no LF. */
export async function eachLine(bytes: AsyncIterable<Uint8Array>, handler: LineHandler): Promise<void> {
  const splitter = new LineSplitter(handler);
  for await (const block of textBlocks(bytes)) splitter.feed(block);
  splitter.end();
}

class LineSplitter {
  readonly #handler: LineHandler;
  readonly #held = new HeldBytes();
  #lineEnd = 0;
  #number = 0;
  /** Within a line that is too long, until it ends. */
  #isSkipping = false;

  constructor(handler: LineHandler) {
    this.#handler = handler;
  }

  feed(block: Buffer): void {
    this.#lineEnd ||= lineEndOf(block);
    const end = block.lastIndexOf(this.#lineEnd) + 1;
    if (end === 0) {
      this.#hold(block);
      return;
    }
    let start = 0;
    if (this.#held.length > 0 || this.#isSkipping) {
      start = block.indexOf(this.#lineEnd) + 1;
      if (!this.#isSkipping) this.#deliver(this.#held.join(block.subarray(0, start)));
      this.#isSkipping = false;
    }
    if (start < end) this.#deliver(block.subarray(start, end));
    if (end < block.length) this.#hold(block.subarray(end));
  }

  end(): void {
    if (this.#held.length > 0) this.#deliver(this.#held.join(Buffer.of(this.#lineEnd || LF)));
  }

  #hold(part: Buffer): void {
    if (this.#isSkipping) return;
    this.#held.hold(part);
    if (this.#held.length <= MAX_RECORD_BYTES) return;
    this.#handler.tooLong(++this.#number);
    this.#isSkipping = true;
    this.#held.clear();
  }

  /** `lines` ends with a line end. */
  #deliver(lines: Buffer): void {
    if (isAscii(lines)) this.#deliverText(lines.toString("latin1"));
    else if (isUtf8(lines)) this.#deliverText(lines.toString("utf8"));
    else this.#deliverOneByOne(lines);
  }

  #deliverText(text: string): void {
    const mark = this.#lineEnd === CR ? "\r" : "\n";
    for (let start = 0; start < text.length; ) {
      const end = text.indexOf(mark, start);
      const stop = mark === "\n" && end > start && text.charCodeAt(end - 1) === CR ? end - 1 : end;
      this.#handler.line(text.substring(start, stop), ++this.#number);
      start = end + 1;
    }
  }

  /** Some lines are not UTF-8: each is decoded by itself, so that one bad name does not garble the others. */
  #deliverOneByOne(lines: Buffer): void {
    for (let start = 0; start < lines.length; ) {
      const end = lines.indexOf(this.#lineEnd, start);
      const stop = this.#lineEnd === LF && end > start && lines[end - 1] === CR ? end - 1 : end;
      this.#handler.line(decodeText(lines.subarray(start, stop)), ++this.#number);
      start = end + 1;
    }
  }
}

/** Decided once, on the first block: a stray CR inside a line is not a line end. */
export function lineEndOf(block: Uint8Array): number {
  return block.includes(LF) || block.length < 1 ? LF : block.subarray(0, BLOCK_BYTES).includes(CR) ? CR : LF;
}
