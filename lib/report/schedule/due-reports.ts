import {
  type CalendarPeriod,
  calendarPeriod,
  duePeriods,
  localDayOf,
  monthOf,
  weekOf,
} from "../../time/period.ts";
import type { PeriodRequest } from "./report-request.ts";

/** Ended days that are looked at again, so that late logs revise a report that went out. */
const LOOK_BACK_DAYS = 8;

/**
 * The reports that must exist at `now`: the day, week and month that ended last, and every recent
 * day, so that one missed run or a late log needs no other path. The newest days come first, since
 * they are waited for, and a month last, since it takes longest.
 * @param hasCalls whether any file tells about a period: without logs there is no report.
 */
export async function dueReports(
  now: Date,
  zone: string,
  hasCalls: (period: CalendarPeriod) => Promise<boolean>,
): Promise<PeriodRequest[]> {
  const periods = duePeriods(now.getTime() * 1000, zone, {
    kinds: ["day", "week", "month"],
    days: LOOK_BACK_DAYS,
  });
  const withCalls = new Set<CalendarPeriod>();
  for (const period of periods) if (await hasCalls(period)) withCalls.add(period);
  // An empty day among others is reported once it is the latest: silence would be ambiguous.
  const latestDay = periods.findLast((period) => period.kind === "day");
  if (latestDay && withCalls.size > 0) withCalls.add(latestDay);
  return [...withCalls].sort(newestDaysFirst).map(({ kind, label }) => ({ kind, period: label, zone }));
}

const KIND_ORDER: Readonly<Record<CalendarPeriod["kind"], number>> = { day: 0, week: 1, month: 2 };

function newestDaysFirst(a: CalendarPeriod, b: CalendarPeriod): number {
  return KIND_ORDER[a.kind] - KIND_ORDER[b.kind] || b.from - a.from;
}

/**
 * The calendar reports, older than those that are looked at every hour, that some UTC hours touch:
 * they are revised if they exist, and not made if they do not.
 * @param hours starts of UTC hours, epoch µs
 */
export function olderReports(hours: Iterable<number>, zone: string, now: Date): PeriodRequest[] {
  const recent = duePeriods(now.getTime() * 1000, zone, { days: LOOK_BACK_DAYS });
  const since = recent[0]?.from ?? now.getTime() * 1000;
  const requests = new Map<string, PeriodRequest>();
  for (const hour of hours) {
    // The two ends of an hour may lie in two local days.
    for (const at of [hour, hour + 3_599_999_999]) {
      const day = localDayOf(at, zone);
      for (const [kind, period] of [
        ["day", day],
        ["week", weekOf(day)],
        ["month", monthOf(day)],
      ] as const) {
        if (calendarPeriod(kind, period, zone).to <= since)
          requests.set(`${kind} ${period}`, { kind, period, zone });
      }
    }
  }
  return [...requests.values()];
}
