import { dayStart, monthNumber, timeOfDay } from "./calendar.ts";

export interface WordedTime {
  /** Epoch µs that the same wall clock would be in UTC. */
  readonly wall: number;
  /** µs east of Greenwich where the text tells. */
  readonly offset?: number;
  readonly withoutYear: boolean;
}

const CLOCK = /^(\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?$/;

/**
 * Times with the month as a word: RFC 2822 §3.3, syslog (RFC 3164 §4.1.2, without a year), C's
 * asctime, and the order of AudioCodes ("18:57:52.320  UTC Mon Dec 05 2022").
 */
export function wordedTime(text: string, writtenAtMs: number): WordedTime | undefined {
  if (text.length > 64) return undefined;
  let month = 0;
  let day = 0;
  let year = 0;
  let time = Number.NaN;
  let offset: number | undefined;
  for (const word of text.split(/[\s,]+/)) {
    const clock = CLOCK.exec(word);
    if (clock) time = timeOfDay(Number(clock[1]), Number(clock[2]), Number(clock[3]), fractionOf(clock[4]));
    else if (/^\d{1,2}$/.test(word)) day = Number(word);
    else if (/^\d{4}$/.test(word)) year = Number(word);
    else if (/^[+-]\d{4}$/.test(word)) offset = signedOffset(word);
    else if (/^(UTC|GMT|Z|UT)$/i.test(word)) offset = 0;
    else if (word !== "" && !isWeekday(word)) {
      if (month !== 0 || monthNumber(word) === 0 || !/^[a-z]{3,9}$/i.test(word)) return undefined;
      month = monthNumber(word);
    }
  }
  if (month === 0 || day === 0 || Number.isNaN(time)) return undefined;
  const withoutYear = year === 0;
  const midnight = dayStart(withoutYear ? yearOf(month, day, writtenAtMs) : year, month, day);
  if (Number.isNaN(midnight)) return undefined;
  return offset === undefined
    ? { wall: midnight + time, withoutYear }
    : { wall: midnight + time, offset, withoutYear };
}

/** The latest year in which this day was not after the log was written (a day of tolerance for zones). */
function yearOf(month: number, day: number, writtenAtMs: number): number {
  const latest = (writtenAtMs + 86_400_000) * 1_000;
  const year = new Date(writtenAtMs + 86_400_000).getUTCFullYear();
  for (let candidate = year; candidate > year - 8; candidate--) {
    const start = dayStart(candidate, month, day);
    if (start <= latest) return candidate;
  }
  return year;
}

function isWeekday(word: string): boolean {
  return /^(mon|tue|wed|thu|fri|sat|sun)[a-z]*$/i.test(word);
}

function fractionOf(digits: string | undefined): number {
  return digits === undefined ? 0 : Math.floor(Number(`0.${digits}`) * 1_000_000 + 1e-6);
}

function signedOffset(word: string): number {
  const minutes = Number(word.slice(1, 3)) * 60 + Number(word.slice(3, 5));
  return (word.startsWith("-") ? -minutes : minutes) * 60_000_000;
}
