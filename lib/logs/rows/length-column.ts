import type { Place } from "../text/place.ts";
import { findText, type Row } from "./row.ts";

/** A longer "duration" is another column, or damage. */
const LONGEST_MS = 31 * 86_400_000;

/**
 * Reads a length of time, in ms to three decimals, from the first of these columns that holds one;
 * NaN where the row does not tell.
 *
 * @param unit milliseconds of one unit of the column.
 */
export function lengthColumn(columns: readonly number[], unit: number): (row: Row) => number {
  const [only] = columns;
  if (only === undefined) return () => Number.NaN;
  // Of one column it need not be asked whether it says "NULL": that is no number either.
  const place = columns.length === 1 ? (row: Row) => row.find(only) : (row: Row) => findText(row, columns);
  return (row) => {
    const ms = secondsAt(place(row)) * unit;
    return ms >= 0 && ms <= LONGEST_MS ? Math.round(ms * 1_000) / 1_000 : Number.NaN;
  };
}

const ZERO = 48;

/** Seconds as "12", "12.5" or "0:01:05"; NaN where there is no such number. */
function secondsAt(place: Place): number {
  const { bytes, from, to } = place;
  if (from === to) return Number.NaN;
  let seconds = 0;
  for (let i = from; i < to; i++) {
    const digit = bytes[i]! - ZERO;
    if (digit < 0 || digit > 9) return oddSeconds(place.text());
    seconds = seconds * 10 + digit;
  }
  return seconds;
}

function oddSeconds(text: string): number {
  if (!text.includes(":")) return Number(text);
  let seconds = 0;
  for (const part of text.split(":")) seconds = seconds * 60 + Number(part);
  return seconds;
}
