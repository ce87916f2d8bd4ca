import { type CsvRecord, DOUBLED, MAX_FIELDS, ODD, PLAIN, QUOTED } from "./csv-record.ts";

const CR = 13;
const SPACE = 32;
const QUOTE = 34;
/** A field over more lines is a quote that nobody closed; without this bound each of them would be searched to the end. */
const MAX_LINES_IN_QUOTE = 50;

/** Why there is no position to return; none of these is one. */
export const NOT_SPLIT = {
  /** The block ends before the record does. */
  notInSight: -1,
  neverClosed: -2,
  /** The quote closes nothing: it is part of the text. */
  misquoted: -3,
  tooManyFields: -4,
  /** The record takes a closer look. */
  notSimple: -5,
} as const;

/**
 * Finds the fields of one record of delimited text: the grammar of a quote, written once for reading
 * and for detection. Tolerant of the quotes that real exports break: one inside a quoted field closes
 * it only before a delimiter or line end.
 */
export class CsvScanner {
  /** Of the record that was scanned last: line ends within its quotes. */
  lines = 0;
  /** Of the record that was scanned last: a quote stands out of place. */
  isMisquoted = false;
  readonly #record: CsvRecord;
  readonly #delimiter: number;
  #bytes: Buffer;
  #lineEnd = 0;
  /** Position of the last line end in the block: before it no search runs past the block. */
  #lastLineEnd = -1;
  /** Of the quoted field that was scanned last. */
  #hasDoubledQuote = false;
  #linesInQuote = 0;

  /** @param record takes the fields that are found */
  constructor(record: CsvRecord, delimiter: string) {
    this.#record = record;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#bytes = record.bytes;
  }

  /** The block in which the next records stand. */
  moveTo(block: Buffer, lineEnd: number): void {
    this.#bytes = block;
    this.#lineEnd = lineEnd;
    this.#lastLineEnd = block.lastIndexOf(lineEnd);
    this.#record.moveTo(block);
  }

  /**
   * Splits the record at `from`. Returns where the next one begins, or a {@link NOT_SPLIT}.
   *
   * @param last nothing follows the block
   */
  scan(from: number, last: boolean): number {
    const next = this.#simpleFields(from);
    this.#record.isSimple = next >= 0;
    return next >= 0 ? next : this.#fields(from, last, true);
  }

  /** {@link scan} of a record whose misplaced quotes are taken as text, however many lines they run over. */
  scanLeniently(from: number, last: boolean): number {
    return this.#fields(from, last, false);
  }

  /** Fields that are each a text as it stands: without quotes, or with a pair around it. */
  #simpleFields(from: number): number {
    if (from > this.#lastLineEnd) return NOT_SPLIT.notSimple;
    const { starts, ends } = this.#record;
    const block = this.#bytes;
    const delimiter = this.#delimiter;
    const lineEnd = this.#lineEnd;
    let found = 0;
    let at = from;
    let byte = delimiter;
    for (; byte === delimiter && found < MAX_FIELDS; at++) {
      let start = at;
      let end = at;
      byte = block[at]!;
      if (byte === QUOTE) {
        start++;
        do end++;
        while (block[end] !== QUOTE && block[end] !== lineEnd);
        if (block[end] !== QUOTE) return NOT_SPLIT.notSimple;
        at = block[end + 1] === CR && lineEnd !== CR ? end + 2 : end + 1;
        byte = block[at]!;
        if (byte !== delimiter && byte !== lineEnd) return NOT_SPLIT.notSimple;
      } else {
        if (byte === SPACE) return NOT_SPLIT.notSimple;
        while (byte !== delimiter && byte !== lineEnd) byte = block[++at]!;
        end = byte === lineEnd && at > start && block[at - 1] === CR ? at - 1 : at;
        if (end > start && block[end - 1] === SPACE) return NOT_SPLIT.notSimple;
      }
      starts[found] = start;
      ends[found++] = end;
    }
    if (found < 2 || byte !== lineEnd) return NOT_SPLIT.notSimple;
    this.lines = 0;
    this.isMisquoted = false;
    this.#record.length = found;
    return at;
  }

  /** `strict`: a quote that closes nothing makes its field an unquoted one; else it is part of the text. */
  #fields(from: number, last: boolean, strict: boolean): number {
    const { starts, ends, kinds } = this.#record;
    const block = this.#bytes;
    const size = block.length;
    const lineEnd = this.#lineEnd;
    let found = 0;
    let at = from;
    this.lines = 0;
    this.isMisquoted = false;
    for (;;) {
      if (found >= MAX_FIELDS) return NOT_SPLIT.tooManyFields;
      const byte = at < size ? block[at]! : -1;
      kinds[found] = PLAIN;
      let closed: number = NOT_SPLIT.misquoted;
      if (byte === QUOTE || byte === SPACE) {
        kinds[found] = ODD;
        const open = this.#quoteAt(at);
        if (open >= 0) closed = this.#closeQuote(open + 1, last, strict);
        if (closed >= 0) {
          starts[found] = open + 1;
          ends[found] = closed;
          kinds[found] = this.#hasDoubledQuote ? DOUBLED : QUOTED;
          this.lines += this.#linesInQuote;
          at = this.#afterQuote(closed + 1);
        } else if (closed !== NOT_SPLIT.misquoted) {
          return closed === NOT_SPLIT.notInSight && last ? NOT_SPLIT.neverClosed : closed;
        } else if (open >= 0) {
          this.isMisquoted = true;
          if (this.#linesInQuote > 0) return NOT_SPLIT.neverClosed;
        }
      }
      if (closed < 0) {
        starts[found] = at;
        at = endOfText(block, at, this.#delimiter, lineEnd);
        ends[found] = at;
      }
      found++;
      if (at >= size) {
        if (!last) return NOT_SPLIT.notInSight;
        break;
      }
      if (block[at] !== this.#delimiter) break;
      at++;
    }
    this.#record.length = found;
    this.#withoutCr(found - 1);
    return at + 1;
  }

  /** A CR before the line end is no part of the last field. */
  #withoutCr(index: number): void {
    const { starts, ends } = this.#record;
    const end = ends[index]!;
    if (this.#record.isUnquoted(index) && end > starts[index]! && this.#bytes[end - 1] === CR) ends[index]!--;
  }

  #quoteAt(start: number): number {
    const block = this.#bytes;
    let at = start;
    while (at < block.length && block[at] === SPACE) at++;
    return block[at] === QUOTE ? at : -1;
  }

  /** Past the spaces, and the CR of a line end, that may stand behind a closing quote. */
  #afterQuote(from: number): number {
    const block = this.#bytes;
    const isCrBlank = this.#lineEnd !== CR;
    let at = from;
    while (at < block.length && (block[at] === SPACE || (block[at] === CR && isCrBlank))) at++;
    return at;
  }

  /** Position of the closing quote, else why there is none. */
  #closeQuote(from: number, last: boolean, strict: boolean): number {
    const block = this.#bytes;
    const size = block.length;
    const lineEnd = this.#lineEnd;
    this.#hasDoubledQuote = false;
    this.#linesInQuote = 0;
    for (let at = from; at < size; at++) {
      const byte = block[at];
      if (byte === lineEnd) {
        if (++this.#linesInQuote > MAX_LINES_IN_QUOTE) return NOT_SPLIT.neverClosed;
      } else if (byte === QUOTE) {
        if (at + 1 < size && block[at + 1] === QUOTE) {
          this.#hasDoubledQuote = true;
          at++;
          continue;
        }
        const next = this.#afterQuote(at + 1);
        if (next >= size) return last ? at : NOT_SPLIT.notInSight;
        if (block[next] === this.#delimiter || block[next] === lineEnd) return at;
        if (strict) return NOT_SPLIT.misquoted;
      }
    }
    return NOT_SPLIT.notInSight;
  }
}

/** Where the delimiter or line end stands that ends the text at `from`; the size of the block if none does. */
function endOfText(block: Buffer, from: number, delimiter: number, lineEnd: number): number {
  const size = block.length;
  let at = from;
  while (at < size) {
    const byte = block[at]!;
    if (byte === delimiter || byte === lineEnd) break;
    at++;
  }
  return at;
}
