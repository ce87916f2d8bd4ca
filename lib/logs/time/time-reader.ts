import { type WallClock, wallClock } from "../../time/wall-clock.ts";
import { UnreadableLogError } from "../format/log-format.ts";
import { CALENDAR_END_US, fullYear, timeOfDay } from "./calendar.ts";
import { DayStarts } from "./day-starts.ts";
import {
  compact,
  digitsAt,
  epoch,
  halfOfDay,
  microseconds,
  numberAt,
  offsetAt,
  textAt,
  twoDigits,
} from "./time-fields.ts";
import { wordedTime } from "./worded-time.ts";

export interface TimeOptions {
  /** IANA zone of times that carry none. */
  readonly zone: string;
  /** Order of day and month in 03/04/2026; dates with dots are always day first. Undefined: not known, so far as day first. */
  readonly dayFirst: boolean | undefined;
  /** Dates times without a year (syslog). */
  readonly writtenAtMs: number;
}

const MONTH_FIRST =
  'Cannot read dates: they are month first, and the first ones did not tell; set "dayFirst": false in the settings of this source';

const SPACE = 32;
const COMMA = 44;
const DASH = 45;
const DOT = 46;
const SLASH = 47;
const COLON = 58;
const LETTER_T = 84;

/** No form of a time is longer. */
const MAX_LENGTH = 64;

/** Reads the time stamps of one log, in any form that call logs use, and learns what it can of their form. */
export class TimeReader {
  readonly #options: TimeOptions;
  readonly #clock: WallClock;
  readonly #days = new DayStarts();
  readonly #scratch = Buffer.alloc(3 * MAX_LENGTH);
  #withoutYear = 0;
  #guessed = 0;
  #confirmed = false;

  constructor(options: TimeOptions) {
    this.#options = options;
    this.#clock = wallClock(options.zone);
  }

  /** Epoch µs of the time stamp in `bytes[from..to)`; NaN if it is none. */
  read(bytes: Uint8Array, from: number, to: number): number {
    if (to - from > MAX_LENGTH) return Number.NaN;
    let at = usualTime(bytes, from, to, this.#days, this.#clock);
    if (Number.isNaN(at)) at = this.#unusual(bytes, from, to);
    return at > 0 && at < CALENDAR_END_US ? at : Number.NaN;
  }

  readText(text: string): number {
    return text.length > MAX_LENGTH ? Number.NaN : this.read(this.#scratch, 0, this.#scratch.write(text));
  }

  /** What a person should know about the times of this log. */
  notes(): string[] {
    const { ambiguous } = this.#clock;
    const notes: string[] = [];
    if (ambiguous > 0) {
      notes.push(
        `Times in the hour that a clock change repeats in ${this.#options.zone}, read as the first: ${ambiguous}`,
      );
    }
    if (this.#withoutYear > 0) {
      notes.push(`Times without a year, dated by when the log was written: ${this.#withoutYear}`);
    }
    if (this.#guessed > 0 && !this.#confirmed) {
      notes.push(
        `Dates such as 3/4/2026, read as day first because no date of the log tells ("dayFirst" in the settings): ${this.#guessed}`,
      );
    }
    return notes;
  }

  #unusual(bytes: Uint8Array, from: number, to: number): number {
    const digits = digitsAt(bytes, from, to);
    if (digits === 0) return this.#worded(bytes, from, to);
    if (digits === 14 && to - from === 14) return this.#clock.toEpoch(compact(bytes, from));
    if (digits === to - from || (bytes[from + digits] === DOT && digits >= 9))
      return epoch(bytes, from, to, digits);
    return this.#numbered(bytes, from, to, digits);
  }

  /** "22.11.2026 14:22", "11/22/26, 2:22 PM", "2026/1/2T3:04". */
  #numbered(bytes: Uint8Array, from: number, to: number, digits: number): number {
    const separator = bytes[from + digits]!;
    if (separator !== DASH && separator !== SLASH && separator !== DOT) return this.#worded(bytes, from, to);
    const secondAt = from + digits + 1;
    const secondDigits = digitsAt(bytes, secondAt, to);
    const thirdAt = secondAt + secondDigits + 1;
    if (secondDigits === 0 || thirdAt > to || bytes[thirdAt - 1] !== separator)
      return this.#worded(bytes, from, to);
    const first = numberAt(bytes, from, digits);
    const second = numberAt(bytes, secondAt, secondDigits);
    const thirdDigits = digitsAt(bytes, thirdAt, to);
    const third = numberAt(bytes, thirdAt, thirdDigits);
    const day = this.#dateOf(first, digits, second, third, thirdDigits, separator);
    return Number.isNaN(day) ? day : this.#withTime(bytes, thirdAt + thirdDigits, to, day);
  }

  #dateOf(a: number, aDigits: number, b: number, c: number, cDigits: number, separator: number): number {
    if (aDigits === 4) return this.#days.of(a, b, c);
    if (cDigits !== 4 && cDigits !== 2) return Number.NaN;
    const year = fullYear(c, cDigits);
    if (separator === DOT) return this.#days.of(year, b, a);
    const { dayFirst } = this.#options;
    if (dayFirst !== undefined) return dayFirst ? this.#days.of(year, b, a) : this.#days.of(year, a, b);
    if (a > 12) this.#confirmed = true;
    this.#guessed++;
    const day = this.#days.of(year, b, a);
    // The dates before this one were read the wrong way round, and nothing can take them back.
    if (Number.isNaN(day) && !Number.isNaN(this.#days.of(year, a, b)))
      throw new UnreadableLogError(MONTH_FIRST);
    return day;
  }

  /** What may follow a date: nothing, or "T", a comma or spaces and the time of day. */
  #withTime(bytes: Uint8Array, at: number, to: number, day: number): number {
    if (at >= to) return withFraction(bytes, at, to, day, this.#clock);
    const mark = bytes[at];
    if (mark !== SPACE && mark !== LETTER_T && mark !== LETTER_T + 32 && mark !== COMMA) return Number.NaN;
    let next = at + 1;
    while (next < to && bytes[next] === SPACE) next++;
    const hourDigits = digitsAt(bytes, next, to);
    const hour = numberAt(bytes, next, hourDigits);
    next += hourDigits;
    if (hourDigits === 0 || hourDigits > 2 || next === to || bytes[next] !== COLON) return Number.NaN;
    if (digitsAt(bytes, next + 1, to) !== 2) return Number.NaN;
    const minute = numberAt(bytes, next + 1, 2);
    next += 3;
    let second = 0;
    if (next < to && bytes[next] === COLON) {
      if (digitsAt(bytes, next + 1, to) !== 2) return Number.NaN;
      second = numberAt(bytes, next + 1, 2);
      next += 3;
    }
    const half = halfOfDay(bytes, next, to);
    if (half === "")
      return withFraction(bytes, next, to, day + timeOfDay(hour, minute, second, 0), this.#clock);
    if (hour < 1 || hour > 12) return Number.NaN;
    const hourOfDay = (hour % 12) + (half === "p" ? 12 : 0);
    return this.#clock.toEpoch(day + timeOfDay(hourOfDay, minute, second, 0));
  }

  /** "Nov 22 14:22:15", "Sun, 22 Nov 2026 14:22:15 GMT". */
  #worded(bytes: Uint8Array, from: number, to: number): number {
    const found = wordedTime(textAt(bytes, from, to), this.#options.writtenAtMs);
    if (!found) return Number.NaN;
    if (found.withoutYear) this.#withoutYear++;
    if (found.offset !== undefined) return found.wall - found.offset;
    return this.#clock.toEpoch(found.wall);
  }
}

/** "2026-11-22 14:22:15" and what may follow: most logs write their times so, and millions of them. */
function usualTime(bytes: Uint8Array, from: number, to: number, days: DayStarts, clock: WallClock): number {
  if (to - from < 19 || bytes[from + 4] !== DASH || bytes[from + 16] !== COLON) return Number.NaN;
  const mark = bytes[from + 10];
  if ((mark !== SPACE && mark !== LETTER_T) || bytes[from + 7] !== DASH || bytes[from + 13] !== COLON)
    return Number.NaN;
  const year = twoDigits(bytes, from) * 100 + twoDigits(bytes, from + 2);
  const month = twoDigits(bytes, from + 5);
  const day = twoDigits(bytes, from + 8);
  const hour = twoDigits(bytes, from + 11);
  const minute = twoDigits(bytes, from + 14);
  const second = twoDigits(bytes, from + 17);
  // Any of them is below -1,000 if a character is no digit.
  if (year < 0 || (month | day | hour | minute | second) < 0) return Number.NaN;
  if (hour > 23 || minute > 59 || second > 59) return Number.NaN;
  const wall = days.of(year, month, day) + (hour * 3_600 + minute * 60 + second) * 1_000_000;
  return to - from === 19 ? clock.toEpoch(wall) : withFraction(bytes, from + 19, to, wall, clock);
}

/** What may follow the seconds: a fraction, a zone. */
function withFraction(bytes: Uint8Array, from: number, to: number, wall: number, clock: WallClock): number {
  let next = from;
  let fraction = 0;
  if (next < to && (bytes[next] === DOT || bytes[next] === COMMA)) {
    const digits = digitsAt(bytes, next + 1, to);
    fraction = microseconds(bytes, next + 1, digits);
    next += 1 + digits;
  }
  if (next === to) return clock.toEpoch(wall + fraction);
  return wall + fraction - offsetAt(bytes, next, to);
}
