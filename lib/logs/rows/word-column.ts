import { remembered } from "../text/remembered.ts";
import { findText, isNullWord, type Row } from "./row.ts";

/**
 * Reads a word that repeats from row to row, from the first of these columns that holds one, and
 * understands each word once. "NULL" and its like are "".
 */
export function wordColumn<T>(columns: readonly number[], understand: (word: string) => T): (row: Row) => T {
  const known = remembered((word) => understand(isNullWord(word) ? "" : word));
  const [only] = columns;
  if (only === undefined) {
    const nothing = understand("");
    return () => nothing;
  }
  return columns.length === 1 ? (row) => known(row.find(only)) : (row) => known(findText(row, columns));
}
