import { CsvRecord, type CsvRow, DOUBLED, MAX_FIELDS, ODD, PLAIN, QUOTED } from "./csv-record.ts";
import { lineEndOf, MAX_RECORD_BYTES } from "./lines.ts";
import { textBlocks } from "./text-blocks.ts";

const CR = 13;
const SPACE = 32;
const QUOTE = 34;
/** A field over more lines is a quote that nobody closed; without this bound each of them would be searched to the end. */
const MAX_LINES_IN_QUOTE = 50;
const NOT_IN_SIGHT = -1;
const NEVER_CLOSED = -2;
const MISQUOTED = -3;
const TOO_MANY_FIELDS = -4;

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
  const row = new CsvRecord();
  const { starts, ends, kinds } = row;
  let bytes: Buffer = row.bytes;
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

  function feed(block: Buffer): void {
    lineEnd ||= lineEndOf(block);
    if (skipping) {
      const end = block.indexOf(lineEnd);
      if (end < 0) return;
      skipping = false;
      block = block.subarray(end + 1);
    }
    if (heldLength > 0) {
      const end = block.indexOf(lineEnd);
      if (end < 0 && heldLength + block.length <= MAX_RECORD_BYTES) {
        hold(block);
        return;
      }
      // Only the record that runs over the border is joined; where it needs more than its line, all is.
      const joined = Buffer.concat([...held, block.subarray(0, end + 1)]);
      const rest = split(joined, false);
      block = block.subarray(end + 1);
      if (rest < joined.length) block = Buffer.concat([joined.subarray(rest), block]);
      held = [];
      heldLength = 0;
    }
    const rest = split(block, false);
    if (rest < block.length) hold(block.subarray(rest));
  }

  function hold(part: Buffer): void {
    held.push(part);
    heldLength += part.length;
  }

  /** Returns where the first record begins that `block` does not complete. */
  function split(block: Buffer, last: boolean): number {
    bytes = block;
    row.moveTo(block);
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
    let next = simpleFields(from);
    row.isSimple = next >= 0;
    if (next < 0) next = fields(from, last, true);
    if (next >= 0 && misquoted && usualLength > 0 && count !== usualLength) {
      next = fields(from, last, false);
      if (next === NOT_IN_SIGHT) return -1;
      if (next < 0 || count !== usualLength) next = fields(from, last, true);
    }
    if (next === NOT_IN_SIGHT) return -1;
    if (next === NEVER_CLOSED || (lines > 0 && usualLength > 0 && count !== usualLength)) {
      return giveUp(from, "Quote is not closed");
    }
    if (next === TOO_MANY_FIELDS) return giveUp(from, `More than ${MAX_FIELDS} fields`);

    if (count === 1 && row.isUnquoted(0) && isBlank(starts[0]!, ends[0]!)) {
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
   * Finds the fields of the record at `from` if each is a text as it stands: without quotes, or
   * with a pair around it. Returns where the next record begins, -1 where it takes a closer look.
   */
  function simpleFields(from: number): number {
    const block = bytes;
    const size = block.length;
    const comma = delimiter;
    const newline = lineEnd;
    let found = 0;
    let at = from;
    let byte = comma;
    for (; at < size && byte === comma && found < MAX_FIELDS; at++) {
      let start = at;
      let end = at;
      byte = block[at]!;
      if (byte === QUOTE) {
        start++;
        end++;
        while (end < size && block[end] !== QUOTE && block[end] !== newline) end++;
        if (block[end] !== QUOTE) return -1;
        at = block[end + 1] === CR && newline !== CR ? end + 2 : end + 1;
        if (at >= size) return -1;
        byte = block[at]!;
        if (byte !== comma && byte !== newline) return -1;
      } else {
        if (byte === SPACE) return -1;
        at = endOfText(at);
        byte = at < size ? block[at]! : -1;
        end = byte === newline && at > start && block[at - 1] === CR ? at - 1 : at;
        if (end > start && block[end - 1] === SPACE) return -1;
      }
      starts[found] = start;
      ends[found++] = end;
    }
    if (found < 2 || byte !== newline) return -1;
    lines = 0;
    misquoted = false;
    count = found;
    return at;
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
      const byte = at < size ? block[at]! : -1;
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
        at = endOfText(at);
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
    if (row.isUnquoted(found - 1) && end > starts[found - 1]! && block[end - 1] === CR) ends[found - 1]!--;
    return at + 1;
  }

  /** Where the delimiter or line end stands that ends the text at `from`; the size of the block if none does. */
  function endOfText(from: number): number {
    const block = bytes;
    const size = block.length;
    const comma = delimiter;
    const newline = lineEnd;
    let at = from;
    while (at < size) {
      const byte = block[at]!;
      if (byte === comma || byte === newline) break;
      at++;
    }
    return at;
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
