import { Temporal } from "temporal-polyfill";

/** Late logs of a period are waited for this long before its report is due. */
const GRACE_MS = 4 * 3_600_000;

/** "set": the files that were asked for; "file": one upload; the rest: a local calendar period. */
export type ReportKind = "set" | "file" | CalendarKind;
export type CalendarKind = "day" | "week" | "month";

/** From (inclusive) and to (exclusive), epoch µs. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

export interface Period extends TimeRange {
  /** As a person says it: "2026-11-22", "2026-W47", "2026-11", or what the set is about. */
  readonly label: string;
  /** IANA zone in which its days are days. */
  readonly zone: string;
}

export interface CalendarPeriod extends Period {
  readonly kind: CalendarKind;
}

/**
 * The local day `date` ("2026-11-22"): 23, 24, 24.5 or 25 hours long, beginning at the first instant
 * that carries the date (01:00 where clocks skip midnight), and without length where a zone left the date out.
 *
 * @throws {RangeError} for a date or zone that does not exist.
 */
export function dayPeriod(date: string, zone: string): CalendarPeriod {
  const first = Temporal.PlainDate.from(date);
  return { kind: "day", label: first.toString(), ...span(first, first.add({ days: 1 }), zone) };
}

/** The ISO week "2026-W47", Monday to Sunday. */
export function weekPeriod(week: string, zone: string): CalendarPeriod {
  const match = /^(\d{4})-W(\d{2})$/.exec(week);
  if (match === null) throw new RangeError(`Cannot use week "${week}": write it as 2026-W47`);
  // 4 January is always in week 1 (ISO 8601).
  const fourth = Temporal.PlainDate.from(`${match[1]}-01-04`);
  const monday = fourth.subtract({ days: fourth.dayOfWeek - 1 }).add({ weeks: Number(match[2]) - 1 });
  if (weekOf(monday.toString()) !== week)
    throw new RangeError(`Cannot use week "${week}": the year has no such week`);
  return { kind: "week", label: week, ...span(monday, monday.add({ weeks: 1 }), zone) };
}

/** The calendar month "2026-11". */
export function monthPeriod(month: string, zone: string): CalendarPeriod {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  return {
    kind: "month",
    label: first.toString().slice(0, 7),
    ...span(first, first.add({ months: 1 }), zone),
  };
}

export function calendarPeriod(kind: CalendarKind, label: string, zone: string): CalendarPeriod {
  if (kind === "day") return dayPeriod(label, zone);
  return kind === "week" ? weekPeriod(label, zone) : monthPeriod(label, zone);
}

/** The local date of an instant (epoch µs). For many instants use {@link zoneClock}. */
export function localDayOf(at: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(at / 1000))
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
}

export function previousDay(date: string): string {
  return Temporal.PlainDate.from(date).subtract({ days: 1 }).toString();
}

export function nextDay(date: string): string {
  return Temporal.PlainDate.from(date).add({ days: 1 }).toString();
}

function sameWeekdayBefore(date: string): string {
  return Temporal.PlainDate.from(date).subtract({ days: 7 }).toString();
}

/** The ISO week of a date: "2026-W47". */
export function weekOf(date: string): string {
  const day = Temporal.PlainDate.from(date);
  return `${day.yearOfWeek}-W${String(day.weekOfYear).padStart(2, "0")}`;
}

export function monthOf(date: string): string {
  return Temporal.PlainDate.from(date).toString().slice(0, 7);
}

/** The periods that a report is compared with, nearest first. */
export function comparedPeriods(period: CalendarPeriod): CalendarPeriod[] {
  const { kind, label, zone } = period;
  if (kind === "day") {
    return [dayPeriod(previousDay(label), zone), dayPeriod(sameWeekdayBefore(label), zone)];
  }
  const before = previousDay(localDayOf(period.from, zone));
  return [kind === "week" ? weekPeriod(weekOf(before), zone) : monthPeriod(monthOf(before), zone)];
}

/**
 * The calendar periods that must have a report at `now` (epoch µs): those that ended at least the
 * grace ago and within the last `days` local days, oldest first; a day before the week or month that
 * ends with it. Days that a zone left out are never due.
 */
export function duePeriods(
  now: number,
  zone: string,
  { kinds = ["day"], days = 1, graceMs = GRACE_MS }: DueOptions = {},
): CalendarPeriod[] {
  const closed = now - graceMs * 1000;
  const due: CalendarPeriod[] = [];
  let date = previousDay(localDayOf(closed, zone));
  for (let back = 0; back < days; back++, date = previousDay(date)) {
    const candidates: CalendarPeriod[] = [
      dayPeriod(date, zone),
      weekPeriod(weekOf(date), zone),
      monthPeriod(monthOf(date), zone),
    ];
    const end = candidates[0]!.to;
    due.unshift(
      ...candidates.filter(
        (period) => kinds.includes(period.kind) && period.to === end && period.from < period.to,
      ),
    );
  }
  return due;
}

export interface DueOptions {
  readonly kinds?: readonly CalendarKind[];
  /** How many ended days to look back on. */
  readonly days?: number;
  readonly graceMs?: number;
}

function span(first: Temporal.PlainDate, next: Temporal.PlainDate, zone: string): Omit<Period, "label"> {
  return { from: startOf(first, zone), to: startOf(next, zone), zone };
}

function startOf(date: Temporal.PlainDate, zone: string): number {
  return date.toZonedDateTime(zone).epochMilliseconds * 1000;
}
