import { MEANINGS, type Meaning } from "./row-profile.ts";

/** One record by position: a row of a table, or the picked values of a JSON object. */
export interface Row {
  readonly length: number;
  /** "" where there is no such field. */
  field(index: number): string;
}

/** Positions of every meaning in a row, the one that counts first. */
export type Columns = Readonly<Record<Meaning, readonly number[]>>;

/** Finds the columns of a profile in a header. `names` and `wanted` are plain names, see plainName. */
export function columnsOf(
  wanted: Readonly<Partial<Record<Meaning, readonly string[]>>>,
  names: readonly string[],
): Columns {
  const columns = {} as Record<Meaning, number[]>;
  for (const meaning of MEANINGS) {
    columns[meaning] = (wanted[meaning] ?? [])
      .map((name) => names.indexOf(name))
      .filter((index) => index >= 0);
  }
  return columns;
}

/** Text of the first column of this meaning that holds any; "" if none does. */
export function textOf(row: Row, columns: readonly number[]): string {
  for (let i = 0; i < columns.length; i++) {
    const text = fieldText(row, columns[i]!);
    if (text !== "") return text;
  }
  return "";
}

/** Text of one field; "" where it is empty or says that there is nothing. */
export function fieldText(row: Row, column: number): string {
  const text = row.field(column);
  return text === "" || isNull(text) ? "" : text;
}

const NULLS = new Set([
  "NULL",
  "null",
  "Null",
  "\\N",
  "-",
  "None",
  "N/A",
  "n/a",
  "(null)",
  "undefined",
  "nan",
  "NaN",
]);
const IS_FIRST_OF_NULL = new Uint8Array(128);
for (const text of NULLS) IS_FIRST_OF_NULL[text.charCodeAt(0)] = 1;

/** What databases and scripts write where there is nothing. */
function isNull(text: string): boolean {
  return text.length <= 9 && IS_FIRST_OF_NULL[text.charCodeAt(0)] === 1 && NULLS.has(text);
}
