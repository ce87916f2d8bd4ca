import { NOWHERE, type Place, TextPlace } from "../text/place.ts";
import { MEANINGS, type Meaning } from "./row-profile.ts";

/** One record by position: a row of a table, or the picked values of a JSON object. */
export interface Row {
  readonly length: number;
  /** "" where there is no such field. */
  field(index: number): string;
  /** Where that text stands. The place moves on with the next field that is found. */
  find(index: number): Place;
}

/** A row of values that are texts of their own. */
export function rowOf(length: number, field: (index: number) => string): Row {
  const place = new TextPlace();
  return { length, field, find: (index) => place.hold(field(index)) };
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

/** The first column of this meaning that holds any text; an empty place if none does. */
export function findText(row: Row, columns: readonly number[]): Place {
  for (let i = 0; i < columns.length; i++) {
    const place = row.find(columns[i]!);
    if (place.to > place.from && !isNull(place)) return place;
  }
  return NOWHERE;
}

/** Text of the first column of this meaning that holds any; "" if none does. */
export function fieldText(row: Row, columns: readonly number[]): string {
  return findText(row, columns).text();
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
const LONGEST_NULL = 9;
const IS_FIRST_OF_NULL = new Uint8Array(256);
for (const text of NULLS) IS_FIRST_OF_NULL[text.charCodeAt(0)] = 1;

/** What databases and scripts write where there is nothing. */
export function isNullWord(text: string): boolean {
  return NULLS.has(text);
}

export function isNull(place: Place): boolean {
  const { bytes, from, to } = place;
  return to - from <= LONGEST_NULL && IS_FIRST_OF_NULL[bytes[from]!] === 1 && NULLS.has(place.text());
}
