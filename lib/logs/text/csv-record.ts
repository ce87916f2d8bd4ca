import { isAscii } from "node:buffer";
import { BlockPlace, NOWHERE, type Place, TextPlace } from "./place.ts";
import { decodeText } from "./text-blocks.ts";

export const MAX_FIELDS = 1_000;

/** Kinds of fields: without quotes; in quotes, with doubled ones or without; with a space or quote out of place. */
export const PLAIN = 0;
export const QUOTED = 1;
export const DOUBLED = 2;
export const ODD = 3;

const SPACE = 32;
const QUOTE = 34;

/** One record. The object is used again for the next one: take what you need before you return. */
export interface CsvRow {
  /** Line on which the record begins, counted from 1. */
  readonly line: number;
  /** How many fields it has. */
  readonly length: number;
  /** Text of a field, unquoted and without spaces around it; "" where there is none. */
  field(index: number): string;
  /** Where that text stands. The place moves on with the next field that is found. */
  find(index: number): Place;
}

/** The record as the splitter found it in a block of text: where its fields are, and of which kind. */
export class CsvRecord implements CsvRow {
  line = 0;
  length = 0;
  bytes: Buffer = Buffer.alloc(0);
  readonly starts = new Int32Array(MAX_FIELDS + 1);
  readonly ends = new Int32Array(MAX_FIELDS + 1);
  readonly kinds = new Uint8Array(MAX_FIELDS + 1);
  /** Every field is a text as it stands. */
  isSimple = false;
  #isAscii = true;
  readonly #inBlock = new BlockPlace();
  readonly #apart = new TextPlace();

  /** The block in which the next records stand. */
  moveTo(block: Buffer): void {
    this.bytes = block;
    this.#isAscii = isAscii(block);
    this.#inBlock.moveInto(block, block.toString("latin1"));
  }

  field(index: number): string {
    return this.find(index).text();
  }

  find(index: number): Place {
    if (!(index >= 0 && index < this.length)) return NOWHERE;
    if (!this.isSimple || !this.#isAscii) return this.#apart.hold(this.#textOf(index));
    const place = this.#inBlock;
    place.from = this.starts[index]!;
    place.to = this.ends[index]!;
    return place;
  }

  /** Of a record that is not simple. */
  isUnquoted(index: number): boolean {
    return this.kinds[index] === PLAIN || this.kinds[index] === ODD;
  }

  #textOf(index: number): string {
    const { bytes, kinds } = this;
    let start = this.starts[index]!;
    let end = this.ends[index]!;
    if (this.isSimple) return decodeText(bytes.subarray(start, end));
    if (this.isUnquoted(index)) {
      while (start < end && bytes[start] === SPACE) start++;
      while (end > start && bytes[end - 1] === SPACE) end--;
      // ""Anna" <101>": the outer quotes were meant as such, the inner ones not doubled.
      if (bytes[start] === QUOTE && end - start > 1 && bytes[end - 1] === QUOTE) {
        start++;
        end--;
      }
    }
    const value = decodeText(bytes.subarray(start, end));
    return kinds[index] === DOUBLED ? value.replaceAll('""', '"') : value;
  }
}
