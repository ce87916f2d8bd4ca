import { DAY_US } from "../../time/durations.ts";
import type { Place } from "../text/place.ts";
import type { TimeReader } from "../time/time-reader.ts";
import { isNull, type Row } from "./row.ts";

/** A time is given which cannot be used. NaN says that none is given. */
export const UNUSABLE = -1;

/**
 * Reads a time, in epoch µs, from the first of these columns that holds one.
 *
 * @returns a reader; with `exact`, a time without seconds cannot be used.
 */
export function timeColumn(columns: readonly number[], times: TimeReader) {
  return (row: Row, exact: boolean): number => {
    for (let i = 0; i < columns.length; i++) {
      const place = row.find(columns[i]!);
      if (place.from === place.to) continue;
      const at = times.read(place.bytes, place.from, place.to);
      // What says "never" is no date or one of the first days, so that others need not be asked.
      if (!(at > FIRST_DAYS) && (isNull(place) || isNever(place))) continue;
      return Number.isNaN(at) || (exact && isCoarse(place)) ? UNUSABLE : at;
    }
    return Number.NaN;
  };
}

/** The text that {@link timeColumn} reads. */
export function timeText(row: Row, columns: readonly number[]): string {
  const column = columns.find((one) => {
    const place = row.find(one);
    return place.from !== place.to && !isNull(place) && !isNever(place);
  });
  return column === undefined ? "" : row.field(column);
}

const FIRST_DAYS = 3 * DAY_US;
const NEVER = /^(?:0|0\.0+|0000-00-00.*|0001-01-01.*|1970-01-01.*)$/;

/** How logs write "it never happened". */
function isNever(place: Place): boolean {
  return NEVER.test(place.text());
}

/** Spreadsheets cut times to minutes; the durations beside them are still exact. */
function isCoarse(place: Place): boolean {
  return place.to - place.from < 19 && /^[^:]+:[^:]*$/.test(place.text());
}
