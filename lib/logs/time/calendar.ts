const MINUTE_US = 60_000_000;

/** Where the calendar ends: a number of µs from here on counts something else than time. */
export const CALENDAR_END_US = Date.UTC(2200, 0) * 1_000;

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Epoch µs of a UTC midnight; NaN for a day that no calendar has. Years from 1970 to 2199. */
export function dayStart(year: number, month: number, day: number): number {
  if (!(year >= 1970 && year < 2200 && month >= 1 && month <= 12 && day >= 1)) return Number.NaN;
  if (day > DAYS_IN_MONTH[month - 1]!) return Number.NaN;
  if (month === 2 && day === 29 && !isLeapYear(year)) return Number.NaN;
  return Date.UTC(year, month - 1, day) * 1_000;
}

/** Microseconds since midnight. Second 60 is a leap second (or a careless clock): it counts as the next second. */
export function timeOfDay(hour: number, minute: number, second: number, fraction: number): number {
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return Number.NaN;
  return (hour * 60 + minute) * MINUTE_US + second * 1_000_000 + fraction;
}

/** A year of two digits belongs to this century: call logs are not older. */
export function fullYear(year: number, digits: number): number {
  return digits === 2 ? 2000 + year : year;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** 1 to 12 by the English name or its first three letters; 0 if it is none. */
export function monthNumber(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
