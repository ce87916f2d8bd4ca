import { type CalendarPeriod, duePeriods } from "./period.ts";
import type { PeriodRequest } from "./report-request.ts";

/** Ended days that are looked at again, so that late logs revise a report that went out. */
const LOOK_BACK_DAYS = 8;

/**
 * The reports that must exist at `now`: the day, week and month that ended last, and every recent
 * day, so that one missed run or a late log needs no other path.
 * @param hasCalls whether any file tells about a period: days before the first upload have no report.
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
  const latestDay = periods.findLast((period) => period.kind === "day");
  const due: PeriodRequest[] = [];
  for (const period of periods) {
    // An empty day is reported too, once it is the latest: silence would be ambiguous.
    if (period === latestDay || (await hasCalls(period))) {
      due.push({ kind: period.kind, period: period.label, zone });
    }
  }
  return due;
}
