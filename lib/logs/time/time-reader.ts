import { wallClock } from "../../time/wall-clock.ts";
import { UnreadableLogError } from "../format/log-format.ts";
import { CALENDAR_END_US, dayStart, fullYear, timeOfDay } from "./calendar.ts";
import { wordedTime } from "./worded-time.ts";

export interface TimeOptions {
  /** IANA zone of times that carry none. */
  readonly zone: string;
  /** Order of day and month in 03/04/2026; dates with dots are always day first. Undefined: not known, so far as day first. */
  readonly dayFirst: boolean | undefined;
  /** Dates times without a year (syslog). */
  readonly writtenAtMs: number;
}

export interface TimeReader {
  /** Epoch µs of the time stamp in `bytes[from..to)`, in any form that call logs use; NaN if it is none. */
  read(bytes: Uint8Array, from: number, to: number): number;
  readText(text: string): number;
  /** What a person should know about the times of this log. */
  notes(): string[];
}

export function timeReader(options: TimeOptions): TimeReader {
  const clock = wallClock(options.zone);
  let withoutYear = 0;
  let guessed = 0;
  let confirmed = false;
  // Consecutive records share their date: the day is looked up once.
  let lastDate = -1;
  let lastDay = Number.NaN;

  function dayOf(year: number, month: number, day: number): number {
    if (month > 12 || day > 31) return Number.NaN;
    const date = year * 10_000 + month * 100 + day;
    if (date !== lastDate) {
      lastDate = date;
      lastDay = dayStart(year, month, day);
    }
    return lastDay;
  }

  /** "2026-11-22 14:22:15" and what may follow: most logs write their times so, and millions of them. */
  function usual(bytes: Uint8Array, from: number, to: number): number {
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
    const wall = dayOf(year, month, day) + (hour * 3_600 + minute * 60 + second) * 1_000_000;
    return to - from === 19 ? clock.toEpoch(wall) : withFraction(bytes, from + 19, to, wall);
  }

  function unusual(bytes: Uint8Array, from: number, to: number): number {
    const digits = digitsAt(bytes, from, to);
    if (digits === 0) return worded(bytes, from, to);
    if (digits === 14 && to - from === 14) return clock.toEpoch(compact(bytes, from));
    if (digits === to - from || (bytes[from + digits] === DOT && digits >= 9))
      return epoch(bytes, from, to, digits);
    const separator = bytes[from + digits]!;
    if (separator !== DASH && separator !== SLASH && separator !== DOT) return worded(bytes, from, to);

    const first = numberAt(bytes, from, digits);
    const secondAt = from + digits + 1;
    const secondDigits = digitsAt(bytes, secondAt, to);
    const thirdAt = secondAt + secondDigits + 1;
    if (secondDigits === 0 || thirdAt > to || bytes[thirdAt - 1] !== separator)
      return worded(bytes, from, to);
    const second = numberAt(bytes, secondAt, secondDigits);
    const thirdDigits = digitsAt(bytes, thirdAt, to);
    const third = numberAt(bytes, thirdAt, thirdDigits);
    const day = dateOf(first, digits, second, third, thirdDigits, separator);
    return Number.isNaN(day) ? day : withTime(bytes, thirdAt + thirdDigits, to, day);
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

  function withTime(bytes: Uint8Array, at: number, to: number, day: number): number {
    let next = at;
    let time = 0;
    if (next < to) {
      const mark = bytes[next];
      if (mark !== SPACE && mark !== LETTER_T && mark !== LETTER_T + 32 && mark !== COMMA) return Number.NaN;
      next++;
      while (next < to && bytes[next] === SPACE) next++;
      const hourDigits = digitsAt(bytes, next, to);
      let hour = numberAt(bytes, next, hourDigits);
      next += hourDigits;
      if (hourDigits === 0 || hourDigits > 2 || next === to || bytes[next] !== COLON) return Number.NaN;
      next++;
      if (digitsAt(bytes, next, to) !== 2) return Number.NaN;
      const minute = numberAt(bytes, next, 2);
      next += 2;
      let second = 0;
      if (next < to && bytes[next] === COLON) {
        if (digitsAt(bytes, next + 1, to) !== 2) return Number.NaN;
        second = numberAt(bytes, next + 1, 2);
        next += 3;
      }
      const half = halfOfDay(bytes, next, to);
      if (half !== "") {
        if (hour < 1 || hour > 12) return Number.NaN;
        hour = (hour % 12) + (half === "p" ? 12 : 0);
        return clock.toEpoch(day + timeOfDay(hour, minute, second, 0));
      }
      time = timeOfDay(hour, minute, second, 0);
    }
    return withFraction(bytes, next, to, day + time);
  }

  /** What may follow the seconds: a fraction, a zone. */
  function withFraction(bytes: Uint8Array, from: number, to: number, wall: number): number {
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

  function worded(bytes: Uint8Array, from: number, to: number): number {
    const found = wordedTime(textAt(bytes, from, to), options.writtenAtMs);
    if (!found) return Number.NaN;
    if (found.withoutYear) withoutYear++;
    if (found.offset !== undefined) return found.wall - found.offset;
    return clock.toEpoch(found.wall);
  }

  function read(bytes: Uint8Array, from: number, to: number): number {
    if (to - from > MAX_LENGTH) return Number.NaN;
    let at = usual(bytes, from, to);
    if (Number.isNaN(at)) at = unusual(bytes, from, to);
    return at > 0 && at < CALENDAR_END_US ? at : Number.NaN;
  }

  const scratch = Buffer.alloc(3 * MAX_LENGTH);
  return {
    read,
    readText: (text) => (text.length > MAX_LENGTH ? Number.NaN : read(scratch, 0, scratch.write(text))),
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
const LETTER_Z = 90;
const LETTER_M = 109;

/** No form of a time is longer. */
const MAX_LENGTH = 64;

function textAt(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString();
}

function digitsAt(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  for (; at < to; at++) {
    const byte = bytes[at]!;
    if (byte < 48 || byte > 57) break;
  }
  return at - from;
}

function numberAt(bytes: Uint8Array, from: number, digits: number): number {
  let value = 0;
  for (let i = from; i < from + digits; i++) value = value * 10 + bytes[i]! - 48;
  return value;
}

/** Far below zero if one of them is no digit. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 48;
  const ones = bytes[at + 1]! - 48;
  // A character below "0" or above "9" sets a bit above the fourth in one of the two sums.
  return (tens | ones | (tens + 6) | (ones + 6)) & ~15 ? -100_000 : tens * 10 + ones;
}

/** Digits after a decimal mark as µs; more than six are cut off. */
function microseconds(bytes: Uint8Array, from: number, digits: number): number {
  let value = 0;
  for (let i = 0; i < 6; i++) value = value * 10 + (i < digits ? bytes[from + i]! - 48 : 0);
  return value;
}

/** Seconds, ms, µs or ns since 1970 by their number of digits: true for every time from 2001 to 2199. */
function epoch(bytes: Uint8Array, from: number, to: number, digits: number): number {
  const end = from + digits;
  let fraction = 0;
  if (end < to) {
    const fractionDigits = digitsAt(bytes, end + 1, to);
    if (end + 1 + fractionDigits !== to) return Number.NaN;
    if (digits <= 10) fraction = microseconds(bytes, end + 1, fractionDigits);
    else if (digits <= 13) fraction = Math.floor(microseconds(bytes, end + 1, fractionDigits) / 1_000);
  }
  const value = numberAt(bytes, from, digits);
  if (digits === 9 || digits === 10) return value * 1_000_000 + fraction;
  if (digits === 12 || digits === 13) return value * 1_000 + fraction;
  if (digits === 15 || digits === 16) return value;
  if (digits === 18 || digits === 19) return Math.floor(numberAt(bytes, from, digits - 3));
  return Number.NaN;
}

/** 20260131235959, which no log means as milliseconds: that would be the year 2612. */
function compact(bytes: Uint8Array, from: number): number {
  const day = dayStart(numberAt(bytes, from, 4), numberAt(bytes, from + 4, 2), numberAt(bytes, from + 6, 2));
  return (
    day +
    timeOfDay(numberAt(bytes, from + 8, 2), numberAt(bytes, from + 10, 2), numberAt(bytes, from + 12, 2), 0)
  );
}

/** "a" or "p" of " AM", "p.m." at the end of a time; "" where there is none. */
function halfOfDay(bytes: Uint8Array, from: number, to: number): string {
  const last = bytes[to - 1]!;
  if (from >= to || ((last | 32) !== LETTER_M && last !== DOT)) return "";
  return /^ ?([ap])\.?m\.?$/i.exec(textAt(bytes, from, to))?.[1]?.toLowerCase() ?? "";
}

/** "Z", " UTC", "+02:00", "+0200", "+02" as µs east of Greenwich; NaN for anything else. */
function offsetAt(bytes: Uint8Array, from: number, to: number): number {
  if (to - from === 1 && bytes[from] === LETTER_Z) return 0;
  const mark = textAt(bytes, from, to).trim();
  if (mark === "z" || mark === "UTC" || mark === "GMT" || mark === "Z") return 0;
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(mark);
  if (!match) return Number.NaN;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? "0");
  return (match[1] === "-" ? -minutes : minutes) * 60_000_000;
}
