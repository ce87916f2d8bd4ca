import { MAX_PART_BYTES } from "./cell-limits.ts";

/** Reads rows one at a time, from an array or from a source that must be waited for, with a look ahead. */
export interface RowCursor<Row> {
  /** True once nothing is left. */
  readonly done: boolean;
  readonly current: Row;
  /** Returns a promise only where the source does. */
  next(): Promise<void> | undefined;
}

export async function openRows<Row>(rows: Iterable<Row> | AsyncIterable<Row>): Promise<RowCursor<Row>> {
  const iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  let result: IteratorResult<Row>;
  const take = (taken: IteratorResult<Row>) => {
    result = taken;
  };
  const cursor = {
    get done() {
      return result.done === true;
    },
    get current() {
      return result.value as Row;
    },
    next() {
      const step = iterator.next();
      if (step instanceof Promise) return step.then(take);
      take(step as IteratorResult<Row>);
      return undefined;
    },
  };
  await cursor.next();
  return cursor;
}

const CHUNK_CHARACTERS = 64 * 1024;

/** What one worksheet took. */
export interface Written {
  rows: number;
}

/**
 * The bytes of one worksheet: rows are written until the source, the sheet or the part is full.
 *
 * @param writeRow makes `<row>…</row>` of a row and its number
 */
export async function* sheetBytes<Row>(
  before: string,
  after: string,
  cursor: RowCursor<Row>,
  writeRow: (row: Row, number: number) => string,
  firstRow: number,
  maxRows: number,
  written: Written,
): AsyncGenerator<Buffer> {
  let text = before;
  let bytes = 0;
  while (!cursor.done && written.rows < maxRows && bytes < MAX_PART_BYTES) {
    text += writeRow(cursor.current, firstRow + written.rows);
    written.rows++;
    const waiting = cursor.next();
    if (waiting) await waiting;
    if (text.length > CHUNK_CHARACTERS) {
      const chunk = Buffer.from(text);
      bytes += chunk.length;
      text = "";
      yield chunk;
    }
  }
  yield Buffer.from(text + after);
}
