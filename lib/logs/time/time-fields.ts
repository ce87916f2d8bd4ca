import { dayStart, timeOfDay } from "./calendar.ts";

/* What stands in the bytes of a time stamp, piece by piece. Times and offsets are in µs. */

const DOT = 46;
const LETTER_Z = 90;
const LETTER_M = 109;

export function textAt(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString();
}

/** How many digits follow. */
export function digitsAt(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  for (; at < to; at++) {
    const byte = bytes[at]!;
    if (byte < 48 || byte > 57) break;
  }
  return at - from;
}

export function numberAt(bytes: Uint8Array, from: number, digits: number): number {
  let value = 0;
  for (let i = from; i < from + digits; i++) value = value * 10 + bytes[i]! - 48;
  return value;
}

/** Far below zero if one of them is no digit. */
export function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 48;
  const ones = bytes[at + 1]! - 48;
  // A character below "0" or above "9" sets a bit above the fourth in one of the two sums.
  return (tens | ones | (tens + 6) | (ones + 6)) & ~15 ? -100_000 : tens * 10 + ones;
}

/** Digits after a decimal mark as µs; more than six are cut off. */
export function microseconds(bytes: Uint8Array, from: number, digits: number): number {
  let value = 0;
  for (let i = 0; i < 6; i++) value = value * 10 + (i < digits ? bytes[from + i]! - 48 : 0);
  return value;
}

/** Seconds, ms, µs or ns since 1970 by their number of digits: true for every time from 2001 to 2199. */
export function epoch(bytes: Uint8Array, from: number, to: number, digits: number): number {
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
export function compact(bytes: Uint8Array, from: number): number {
  const day = dayStart(numberAt(bytes, from, 4), numberAt(bytes, from + 4, 2), numberAt(bytes, from + 6, 2));
  return (
    day +
    timeOfDay(numberAt(bytes, from + 8, 2), numberAt(bytes, from + 10, 2), numberAt(bytes, from + 12, 2), 0)
  );
}

/** "a" or "p" of " AM", "p.m." at the end of a time; "" where there is none. */
export function halfOfDay(bytes: Uint8Array, from: number, to: number): string {
  const last = bytes[to - 1]!;
  if (from >= to || ((last | 32) !== LETTER_M && last !== DOT)) return "";
  return /^ ?([ap])\.?m\.?$/i.exec(textAt(bytes, from, to))?.[1]?.toLowerCase() ?? "";
}

/** "Z", " UTC", "+02:00", "+0200", "+02" as µs east of Greenwich; NaN for anything else. */
export function offsetAt(bytes: Uint8Array, from: number, to: number): number {
  if (to - from === 1 && bytes[from] === LETTER_Z) return 0;
  const mark = textAt(bytes, from, to).trim();
  if (mark === "z" || mark === "UTC" || mark === "GMT" || mark === "Z") return 0;
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(mark);
  if (!match) return Number.NaN;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? "0");
  return (match[1] === "-" ? -minutes : minutes) * 60_000_000;
}
