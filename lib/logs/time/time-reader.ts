import { UnreadableLogError } from "../log-format.ts";
import { CALENDAR_END_US, dayStart, fullYear, timeOfDay } from "./calendar.ts";
import { wordedTime } from "./worded-time.ts";
import { zoneClock } from "./zone-clock.ts";

export interface TimeOptions {
  /** IANA zone of times that carry none. */
  readonly zone: string;
  /** Order of day and month in 03/04/2026; dates with dots are always day first. Undefined: not known, so far as day first. */
  readonly dayFirst: boolean | undefined;
  /** Dates times without a year (syslog). */
  readonly writtenAtMs: number;
}

export interface TimeReader {
  /** Epoch µs of a time stamp in any form that call logs use; NaN if it is none. */
  read(text: string): number;
  /** What a person should know about the times of this log. */
  notes(): string[];
}

export function timeReader(options: TimeOptions): TimeReader {
  const clock = zoneClock(options.zone);
  let withoutYear = 0;
  let guessed = 0;
  let confirmed = false;
  // Consecutive records share their date: the day is looked up once.
  let lastDate = -1;
  let lastDay = Number.NaN;

  function dayOf(year: number, month: number, day: number): number {
    const date = year * 10_000 + month * 100 + day;
    if (date !== lastDate) {
      lastDate = date;
      lastDay = dayStart(year, month, day);
    }
    return lastDay;
  }

  function read(text: string): number {
    let at = usual(text);
    if (Number.isNaN(at)) at = unusual(text);
    return at > 0 && at < CALENDAR_END_US ? at : Number.NaN;
  }

  /** "2026-11-22 14:22:15" and what may follow: most logs write their times so, and millions of them. */
  function usual(text: string): number {
    const length = text.length;
    if (length < 19 || text.charCodeAt(4) !== DASH || text.charCodeAt(16) !== COLON) return Number.NaN;
    const mark = text.charCodeAt(10);
    if (
      (mark !== SPACE && mark !== LETTER_T) ||
      text.charCodeAt(7) !== DASH ||
      text.charCodeAt(13) !== COLON
    ) {
      return Number.NaN;
    }
    const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
    const month = twoDigits(text, 5);
    const day = twoDigits(text, 8);
    const hour = twoDigits(text, 11);
    const minute = twoDigits(text, 14);
    const second = twoDigits(text, 17);
    // Any of them is below -1,000 if a character is no digit.
    if (year < 0 || (month | day | hour | minute | second) < 0) return Number.NaN;
    if (hour > 23 || minute > 59 || second > 59) return Number.NaN;
    const wall = dayOf(year, month, day) + (hour * 3_600 + minute * 60 + second) * 1_000_000;
    return length === 19 ? clock.toEpoch(wall) : withFraction(text, 19, wall);
  }

  function unusual(text: string): number {
    const length = text.length;
    const digits = digitsAt(text, 0);
    if (digits === 0) return worded(text);
    if (digits === 14 && length === 14) return clock.toEpoch(compact(text));
    if (digits === length || (text.charCodeAt(digits) === DOT && digits >= 9)) return epoch(text, digits);
    const separator = text.charCodeAt(digits);
    if (separator === COLON) return worded(text);
    if (separator !== DASH && separator !== SLASH && separator !== DOT) return worded(text);

    const first = numberAt(text, 0, digits);
    const secondAt = digits + 1;
    const secondDigits = digitsAt(text, secondAt);
    const thirdAt = secondAt + secondDigits + 1;
    if (secondDigits === 0 || text.charCodeAt(thirdAt - 1) !== separator) return worded(text);
    const second = numberAt(text, secondAt, secondDigits);
    const thirdDigits = digitsAt(text, thirdAt);
    const third = numberAt(text, thirdAt, thirdDigits);
    const day = dateOf(first, digits, second, third, thirdDigits, separator);
    return Number.isNaN(day) ? day : withTime(text, thirdAt + thirdDigits, day);
  }

  function dateOf(
    a: number,
    aDigits: number,
    b: number,
    c: number,
    cDigits: number,
    separator: number,
  ): number {
    if (aDigits === 4) return dayOf(a, b, c);
    if (cDigits !== 4 && cDigits !== 2) return Number.NaN;
    const year = fullYear(c, cDigits);
    if (separator === DOT) return dayOf(year, b, a);
    if (options.dayFirst !== undefined) return options.dayFirst ? dayOf(year, b, a) : dayOf(year, a, b);
    if (a > 12) confirmed = true;
    guessed++;
    const day = dayOf(year, b, a);
    // The dates before this one were read the wrong way round, and nothing can take them back.
    if (Number.isNaN(day) && !Number.isNaN(dayOf(year, a, b))) throw new UnreadableLogError(MONTH_FIRST);
    return day;
  }

  function withTime(text: string, at: number, day: number): number {
    let next = at;
    let time = 0;
    if (next < text.length) {
      const mark = text.charCodeAt(next);
      if (mark !== SPACE && mark !== LETTER_T && mark !== LETTER_T + 32 && mark !== COMMA) return Number.NaN;
      next++;
      while (text.charCodeAt(next) === SPACE) next++;
      const hourDigits = digitsAt(text, next);
      if (hourDigits === 0 || hourDigits > 2 || text.charCodeAt(next + hourDigits) !== COLON)
        return Number.NaN;
      let hour = numberAt(text, next, hourDigits);
      next += hourDigits + 1;
      if (digitsAt(text, next) !== 2) return Number.NaN;
      const minute = numberAt(text, next, 2);
      next += 2;
      let second = 0;
      if (text.charCodeAt(next) === COLON) {
        if (digitsAt(text, next + 1) !== 2) return Number.NaN;
        second = numberAt(text, next + 1, 2);
        next += 3;
      }
      if (next < text.length) {
        const half = /^ ?([ap])\.?m\.?$/i.exec(text.slice(next))?.[1];
        if (half !== undefined) {
          if (hour < 1 || hour > 12) return Number.NaN;
          hour = (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
          return clock.toEpoch(day + timeOfDay(hour, minute, second, 0));
        }
      }
      time = timeOfDay(hour, minute, second, 0);
    }
    return withFraction(text, next, day + time);
  }

  /** What may follow the seconds: a fraction, a zone. */
  function withFraction(text: string, from: number, wall: number): number {
    let next = from;
    let fraction = 0;
    const mark = text.charCodeAt(next);
    if (mark === DOT || mark === COMMA) {
      const digits = digitsAt(text, next + 1);
      fraction = microseconds(text, next + 1, digits);
      next += 1 + digits;
    }
    if (next === text.length) return clock.toEpoch(wall + fraction);
    return wall + fraction - offsetAt(text, next);
  }

  function worded(text: string): number {
    const found = wordedTime(text, options.writtenAtMs);
    if (!found) return Number.NaN;
    if (found.withoutYear) withoutYear++;
    if (found.offset !== undefined) return found.wall - found.offset;
    return clock.toEpoch(found.wall);
  }

  return {
    read,
    notes() {
      const notes: string[] = [];
      if (clock.ambiguous > 0) {
        notes.push(
          `Times in the hour that a clock change repeats in ${options.zone}, read as the first: ${clock.ambiguous}`,
        );
      }
      if (withoutYear > 0) {
        notes.push(`Times without a year, dated by when the log was written: ${withoutYear}`);
      }
      if (guessed > 0 && !confirmed) {
        notes.push(
          `Dates such as 3/4/2026, read as day first because no date of the log tells ("dayFirst" in the settings): ${guessed}`,
        );
      }
      return notes;
    },
  };
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

function digitsAt(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) break;
  }
  return at - from;
}

function numberAt(text: string, from: number, digits: number): number {
  let value = 0;
  for (let i = from; i < from + digits; i++) value = value * 10 + text.charCodeAt(i) - 48;
  return value;
}

/** Far below zero if one of them is no digit. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  // A character below "0" or above "9" sets a bit above the fourth in one of the two sums.
  return (tens | ones | (tens + 6) | (ones + 6)) & ~15 ? -100_000 : tens * 10 + ones;
}

/** Digits after a decimal mark as µs; more than six are cut off. */
function microseconds(text: string, from: number, digits: number): number {
  let value = 0;
  for (let i = 0; i < 6; i++) value = value * 10 + (i < digits ? text.charCodeAt(from + i) - 48 : 0);
  return value;
}

/** Seconds, ms, µs or ns since 1970 by their number of digits: true for every time from 2001 to 2199. */
function epoch(text: string, digits: number): number {
  let fraction = 0;
  if (digits < text.length) {
    const fractionDigits = digitsAt(text, digits + 1);
    if (digits + 1 + fractionDigits !== text.length) return Number.NaN;
    if (digits <= 10) fraction = microseconds(text, digits + 1, fractionDigits);
    else if (digits <= 13) fraction = Math.floor(microseconds(text, digits + 1, fractionDigits) / 1_000);
  }
  const value = numberAt(text, 0, digits);
  if (digits === 9 || digits === 10) return value * 1_000_000 + fraction;
  if (digits === 12 || digits === 13) return value * 1_000 + fraction;
  if (digits === 15 || digits === 16) return value;
  if (digits === 18 || digits === 19) return Math.floor(Number(text.slice(0, digits - 3)));
  return Number.NaN;
}

/** 20260131235959, which no log means as milliseconds: that would be the year 2612. */
function compact(text: string): number {
  const day = dayStart(numberAt(text, 0, 4), numberAt(text, 4, 2), numberAt(text, 6, 2));
  return day + timeOfDay(numberAt(text, 8, 2), numberAt(text, 10, 2), numberAt(text, 12, 2), 0);
}

/** "Z", " UTC", "+02:00", "+0200", "+02" as µs east of Greenwich; NaN for anything else. */
function offsetAt(text: string, from: number): number {
  const mark = text.slice(from).trim();
  if (mark === "Z" || mark === "z" || mark === "UTC" || mark === "GMT") return 0;
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(mark);
  if (!match) return Number.NaN;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? "0");
  return (match[1] === "-" ? -minutes : minutes) * 60_000_000;
}
