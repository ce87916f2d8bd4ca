import { CsvRecord, type CsvRow, MAX_FIELDS } from "./csv-record.ts";
import { CsvScanner, NOT_SPLIT } from "./csv-scanner.ts";
import { HeldBytes } from "./held-bytes.ts";
import { lineEndOf, MAX_RECORD_BYTES } from "./lines.ts";
import { textBlocks } from "./text-blocks.ts";

const SPACE = 32;
const NOTHING = Buffer.alloc(0);

export interface CsvHandler {
  row(row: CsvRow): void;
  blank(line: number): void;
  /** A record that cannot be split; reading goes on with the line after it. */
  broken(line: number, reason: string): void;
}

/**
 * Splits delimited text into records. A quoted field that runs over lines and spoils the number of
 * fields gives up its first line only.
 */
export async function eachRow(
  bytes: AsyncIterable<Uint8Array>,
  delimiter: string,
  handler: CsvHandler,
): Promise<void> {
  const splitter = new CsvSplitter(delimiter, handler);
  for await (const block of textBlocks(bytes)) splitter.feed(block);
  splitter.end();
}

class CsvSplitter {
  readonly #handler: CsvHandler;
  readonly #record = new CsvRecord();
  readonly #scanner: CsvScanner;
  readonly #held = new HeldBytes();
  #lineEnd = 0;
  #line = 1;
  /** Fields of the first record: a record with others may have been split at a quote out of place. */
  #usualLength = 0;
  /** Within a record that was given up, until its line ends. */
  #isSkipping = false;

  constructor(delimiter: string, handler: CsvHandler) {
    this.#handler = handler;
    this.#scanner = new CsvScanner(this.#record, delimiter);
  }

  feed(fed: Buffer): void {
    let block = fed;
    this.#lineEnd ||= lineEndOf(block);
    if (this.#isSkipping) {
      const end = block.indexOf(this.#lineEnd);
      if (end < 0) return;
      this.#isSkipping = false;
      block = block.subarray(end + 1);
    }
    if (this.#held.length > 0) {
      const end = block.indexOf(this.#lineEnd);
      if (end < 0 && this.#held.length + block.length <= MAX_RECORD_BYTES) {
        this.#held.hold(block);
        return;
      }
      // Only the record that runs over the border is joined; where it needs more than its line, all is.
      const joined = this.#held.join(block.subarray(0, end + 1));
      const rest = this.#split(joined, false);
      block = block.subarray(end + 1);
      if (rest < joined.length) block = Buffer.concat([joined.subarray(rest), block]);
    }
    const rest = this.#split(block, false);
    if (rest < block.length) this.#held.hold(block.subarray(rest));
  }

  end(): void {
    if (this.#held.length > 0) this.#split(this.#held.join(NOTHING), true);
  }

  /** Returns where the first record begins that `block` does not complete. */
  #split(block: Buffer, last: boolean): number {
    this.#scanner.moveTo(block, this.#lineEnd);
    let at = 0;
    while (at < block.length) {
      const next = this.#takeRecord(block, at, last);
      if (next !== NOT_SPLIT.notInSight) at = next;
      else if (block.length - at <= MAX_RECORD_BYTES) return at;
      else at = this.#giveUp(block, at, `Record is longer than ${MAX_RECORD_BYTES / 1024 / 1024} MB`);
    }
    return at;
  }

  /** Hands over the record at `from`. Returns where the next begins, or that its end is not in sight. */
  #takeRecord(block: Buffer, from: number, last: boolean): number {
    const scanner = this.#scanner;
    let next = scanner.scan(from, last);
    if (next >= 0 && scanner.isMisquoted && this.#isUnusual()) {
      next = scanner.scanLeniently(from, last);
      if (next === NOT_SPLIT.notInSight) return next;
      if (next < 0 || this.#isUnusual()) next = scanner.scan(from, last);
    }
    if (next === NOT_SPLIT.notInSight) return next;
    if (next === NOT_SPLIT.neverClosed || (scanner.lines > 0 && this.#isUnusual())) {
      return this.#giveUp(block, from, "Quote is not closed");
    }
    if (next === NOT_SPLIT.tooManyFields) return this.#giveUp(block, from, `More than ${MAX_FIELDS} fields`);
    this.#handOver(block);
    this.#line += scanner.lines + 1;
    return next;
  }

  #isUnusual(): boolean {
    return this.#usualLength > 0 && this.#record.length !== this.#usualLength;
  }

  #handOver(block: Buffer): void {
    const record = this.#record;
    const { length, starts, ends } = record;
    if (length === 1 && record.isUnquoted(0) && isBlank(block, starts[0]!, ends[0]!)) {
      this.#handler.blank(this.#line);
      return;
    }
    this.#usualLength ||= length;
    record.line = this.#line;
    this.#handler.row(record);
  }

  #giveUp(block: Buffer, from: number, reason: string): number {
    this.#handler.broken(this.#line, reason);
    this.#line++;
    const end = block.indexOf(this.#lineEnd, from);
    if (end >= 0) return end + 1;
    this.#isSkipping = true;
    return block.length;
  }
}

function isBlank(block: Buffer, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (block[i]! > SPACE) return false;
  return true;
}
