import { dayStart } from "./calendar.ts";

/** Midnights. Consecutive records share their date, so that a day is looked up once. */
export class DayStarts {
  #date = -1;
  #start = Number.NaN;

  /** Epoch µs as if the zone were UTC; NaN for a day that no calendar has. */
  of(year: number, month: number, day: number): number {
    if (month > 12 || day > 31) return Number.NaN;
    const date = year * 10_000 + month * 100 + day;
    if (date !== this.#date) {
      this.#date = date;
      this.#start = dayStart(year, month, day);
    }
    return this.#start;
  }
}
