import { isAscii } from "node:buffer";
import { lineEndOf, MAX_RECORD_BYTES } from "./lines.ts";
import { decodeText, textBlocks } from "./text-blocks.ts";

const CR = 13;
const SPACE = 32;
const QUOTE = 34;
const MAX_FIELDS = 1_000;
/** A field over more lines is a quote that nobody closed; without this bound each of them would be searched to the end. */
const MAX_LINES_IN_QUOTE = 50;
const NOT_IN_SIGHT = -1;
const NEVER_CLOSED = -2;
const MISQUOTED = -3;
const TOO_MANY_FIELDS = -4;

/** Kinds of fields: without quotes; in quotes, with doubled ones or without; with a space or quote out of place. */
const PLAIN = 0;
const QUOTED = 1;
const DOUBLED = 2;
const ODD = 3;

/** One record. The object is used again for the next one: take what you need before you return. */
export interface CsvRow {
  /** Line on which the record begins, counted from 1. */
  readonly line: number;
  /** How many fields it has. */
  readonly length: number;
  /** Text of a field, unquoted and without spaces around it; "" where there is none. */
  field(index: number): string;
}

export interface CsvHandler {
  row(row: CsvRow): void;
  blank(line: number): void;
  /** A record that cannot be split; reading goes on with the line after it. */
  broken(line: number, reason: string): void;
}

/**
 * Splits delimited text into records, tolerant of the quotes that real exports break: a quote
 * inside a quoted field closes it only before a delimiter or line end, and a quoted field that
 * runs over lines and spoils the number of fields gives up its first line only.
 */
export async function eachRow(
  bytes: AsyncIterable<Uint8Array>,
  delimiter: string,
  handler: CsvHandler,
): Promise<void> {
  const splitter = createSplitter(delimiter.charCodeAt(0), handler);
  for await (const block of textBlocks(bytes)) splitter.feed(block);
  splitter.end();
}

function createSplitter(delimiter: number, handler: CsvHandler) {
  const starts = new Int32Array(MAX_FIELDS + 1);
  const ends = new Int32Array(MAX_FIELDS + 1);
  const kinds = new Uint8Array(MAX_FIELDS + 1);
  let bytes: Buffer = Buffer.alloc(0);
  /** The same bytes, one character each, so that offsets agree. */
  let text = "";
  let allAscii = true;
  let lineEnd = 0;
  let line = 1;
  /** Of the record that was split last: its fields, the line ends within its quotes, a quote out of place. */
  let count = 0;
  let lines = 0;
  let misquoted = false;
  /** Of the quoted field that was split last. */
  let hasDoubledQuote = false;
  let linesInQuote = 0;
  let usualLength = 0;
  let held: Buffer[] = [];
  let heldLength = 0;
  let skipping = false;

  const row = {
    line: 0,
    length: 0,
    field(index: number): string {
      if (index < 0 || index >= row.length) return "";
      const start = starts[index]!;
      const end = ends[index]!;
      if (allAscii && kinds[index] === PLAIN && bytes[end - 1] !== SPACE) return text.substring(start, end);
      return oddField(index, start, end);
    },
  };

  function oddField(index: number, from: number, to: number): string {
    let start = from;
    let end = to;
    const kind = kinds[index];
    if (kind === PLAIN || kind === ODD) {
      while (start < end && bytes[start] === SPACE) start++;
      while (end > start && bytes[end - 1] === SPACE) end--;
      // ""Anna" <101>": the outer quotes were meant as such, the inner ones not doubled.
      if (bytes[start] === QUOTE && end - start > 1 && bytes[end - 1] === QUOTE) {
        start++;
        end--;
      }
    }
    const value =
      allAscii || isAsciiBetween(start, end)
        ? text.substring(start, end)
        : decodeText(bytes.subarray(start, end));
    return kind === DOUBLED ? value.replaceAll('""', '"') : value;
  }

  function isUnquoted(index: number): boolean {
    return kinds[index] === PLAIN || kinds[index] === ODD;
  }

  function isAsciiBetween(start: number, end: number): boolean {
    for (let i = start; i < end; i++) if (bytes[i]! > 127) return false;
    return true;
  }

  function feed(block: Buffer): void {
    lineEnd ||= lineEndOf(block);
    if (skipping) {
      const end = block.indexOf(lineEnd);
      if (end < 0) return;
      skipping = false;
      block = block.subarray(end + 1);
    }
    if (heldLength > 0 && block.indexOf(lineEnd) < 0 && heldLength + block.length <= MAX_RECORD_BYTES) {
      hold(block);
      return;
    }
    const whole = heldLength > 0 ? Buffer.concat([...held, block]) : block;
    held = [];
    heldLength = 0;
    const rest = split(whole, false);
    if (rest < whole.length) hold(whole.subarray(rest));
  }

  function hold(part: Buffer): void {
    held.push(part);
    heldLength += part.length;
  }

  /** Returns where the first record begins that `block` does not complete. */
  function split(block: Buffer, last: boolean): number {
    bytes = block;
    allAscii = isAscii(block);
    text = block.toString("latin1");
    let at = 0;
    while (at < block.length) {
      const next = record(at, last);
      if (next >= 0) at = next;
      else if (block.length - at <= MAX_RECORD_BYTES) return at;
      else at = giveUp(at, `Record is longer than ${MAX_RECORD_BYTES / 1024 / 1024} MB`);
    }
    return at;
  }

  /** Splits the record at `from` and hands it over. Returns where the next begins, -1 if it is not complete. */
  function record(from: number, last: boolean): number {
    let next = fields(from, last, true);
    if (next >= 0 && misquoted && usualLength > 0 && count !== usualLength) {
      next = fields(from, last, false);
      if (next < 0 || count !== usualLength) next = fields(from, last, true);
    }
    if (next === NOT_IN_SIGHT) return -1;
    if (next === NEVER_CLOSED || (lines > 0 && usualLength > 0 && count !== usualLength)) {
      return giveUp(from, "Quote is not closed");
    }
    if (next === TOO_MANY_FIELDS) return giveUp(from, `More than ${MAX_FIELDS} fields`);

    if (count === 1 && isUnquoted(0) && isBlank(starts[0]!, ends[0]!)) {
      handler.blank(line);
    } else {
      if (usualLength === 0) usualLength = count;
      row.line = line;
      row.length = count;
      handler.row(row);
    }
    line += lines + 1;
    return next;
  }

  /**
   * Finds the fields of the record at `from`. Returns where the next record begins, or why it cannot.
   * `strict`: a quote that closes nothing makes its field an unquoted one; else it is part of the text.
   */
  function fields(from: number, last: boolean, strict: boolean): number {
    const block = bytes;
    const size = block.length;
    const comma = delimiter;
    const newline = lineEnd;
    let found = 0;
    let at = from;
    lines = 0;
    misquoted = false;
    for (;;) {
      if (found >= MAX_FIELDS) return TOO_MANY_FIELDS;
      let start = at;
      let byte = at < size ? block[at]! : -1;
      kinds[found] = PLAIN;
      if (byte === QUOTE || byte === SPACE) {
        kinds[found] = ODD;
        const open = quoteAt(at);
        const closed = open < 0 ? MISQUOTED : closeQuote(open + 1, last, strict);
        if (closed >= 0) {
          starts[found] = open + 1;
          ends[found] = closed;
          kinds[found] = hasDoubledQuote ? DOUBLED : QUOTED;
          lines += linesInQuote;
          at = closed + 1;
          while (at < size && (block[at] === SPACE || (block[at] === CR && newline !== CR))) at++;
          start = -1;
        } else if (closed !== MISQUOTED) return closed === NOT_IN_SIGHT && last ? NEVER_CLOSED : closed;
        else if (open >= 0) {
          misquoted = true;
          if (linesInQuote > 0) return NEVER_CLOSED;
        }
      }
      if (start >= 0) {
        while (at < size) {
          byte = block[at]!;
          if (byte === comma || byte === newline) break;
          at++;
        }
        starts[found] = start;
        ends[found] = at;
      }
      found++;
      if (at >= size) {
        if (!last) return NOT_IN_SIGHT;
        break;
      }
      if (block[at] !== comma) break;
      at++;
    }
    count = found;
    const end = ends[found - 1]!;
    if (isUnquoted(found - 1) && end > starts[found - 1]! && block[end - 1] === CR) ends[found - 1]!--;
    return at + 1;
  }

  function quoteAt(start: number): number {
    let at = start;
    while (at < bytes.length && bytes[at] === SPACE) at++;
    return bytes[at] === QUOTE ? at : -1;
  }

  /** Position of the closing quote, else why there is none. */
  function closeQuote(from: number, last: boolean, strict: boolean): number {
    const size = bytes.length;
    hasDoubledQuote = false;
    linesInQuote = 0;
    for (let at = from; at < size; at++) {
      const byte = bytes[at];
      if (byte === lineEnd) {
        if (++linesInQuote > MAX_LINES_IN_QUOTE) return NEVER_CLOSED;
      } else if (byte === QUOTE) {
        let next = at + 1;
        if (next < size && bytes[next] === QUOTE) {
          hasDoubledQuote = true;
          at = next;
          continue;
        }
        while (next < size && (bytes[next] === SPACE || (bytes[next] === CR && lineEnd !== CR))) next++;
        if (next >= size) return last ? at : NOT_IN_SIGHT;
        if (bytes[next] === delimiter || bytes[next] === lineEnd) return at;
        if (strict) return MISQUOTED;
      }
    }
    return NOT_IN_SIGHT;
  }

  function isBlank(start: number, end: number): boolean {
    for (let i = start; i < end; i++) if (bytes[i]! > SPACE) return false;
    return true;
  }

  function giveUp(from: number, reason: string): number {
    handler.broken(line, reason);
    line++;
    const end = bytes.indexOf(lineEnd, from);
    if (end >= 0) return end + 1;
    skipping = true;
    return bytes.length;
  }

  return {
    feed,
    end(): void {
      if (heldLength > 0) split(Buffer.concat(held), true);
    },
  };
}
