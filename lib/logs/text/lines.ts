import { isAscii, isUtf8 } from "node:buffer";
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
  let lineEnd = 0;
  let number = 0;
  let held: Buffer[] = [];
  let heldLength = 0;
  let skipping = false;

  for await (const block of textBlocks(bytes)) {
    lineEnd ||= lineEndOf(block);
    const end = block.lastIndexOf(lineEnd);
    if (end < 0) {
      hold(block);
      continue;
    }
    let start = 0;
    if (heldLength > 0 || skipping) {
      const firstEnd = block.indexOf(lineEnd);
      if (!skipping) {
        held.push(block.subarray(0, firstEnd + 1));
        deliver(held.length === 1 ? held[0]! : Buffer.concat(held));
      }
      skipping = false;
      held = [];
      heldLength = 0;
      start = firstEnd + 1;
    }
    if (start <= end) deliver(block.subarray(start, end + 1));
    if (end + 1 < block.length) hold(block.subarray(end + 1));
  }
  if (heldLength > 0) deliver(Buffer.concat([...held, Buffer.of(lineEnd || LF)]));

  function hold(part: Buffer): void {
    if (skipping) return;
    held.push(part);
    heldLength += part.length;
    if (heldLength > MAX_RECORD_BYTES) {
      number++;
      handler.tooLong(number);
      skipping = true;
      held = [];
      heldLength = 0;
    }
  }

  /** `lines` ends with a line end. */
  function deliver(lines: Buffer): void {
    if (isAscii(lines)) deliverText(lines.toString("latin1"));
    else if (isUtf8(lines)) deliverText(lines.toString("utf8"));
    else deliverOneByOne(lines);
  }

  function deliverText(text: string): void {
    const mark = lineEnd === CR ? "\r" : "\n";
    for (let start = 0; start < text.length; ) {
      const end = text.indexOf(mark, start);
      const stop = mark === "\n" && end > start && text.charCodeAt(end - 1) === CR ? end - 1 : end;
      handler.line(text.substring(start, stop), ++number);
      start = end + 1;
    }
  }

  /** Some lines are not UTF-8: each is decoded by itself, so that one bad name does not garble the others. */
  function deliverOneByOne(lines: Buffer): void {
    for (let start = 0; start < lines.length; ) {
      const end = lines.indexOf(lineEnd, start);
      const stop = lineEnd === LF && end > start && lines[end - 1] === CR ? end - 1 : end;
      handler.line(decodeText(lines.subarray(start, stop)), ++number);
      start = end + 1;
    }
  }
}

/** Decided once, on the first block: a stray CR inside a line is not a line end. */
export function lineEndOf(block: Uint8Array): number {
  return block.includes(LF) || block.length < 1 ? LF : block.subarray(0, BLOCK_BYTES).includes(CR) ? CR : LF;
}
