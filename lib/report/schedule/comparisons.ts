import type { Comparison } from "../../analysis/content/report-content.ts";
import { latestReport } from "../../store/reports.ts";
import type { Table } from "../../store/table.ts";
import { type CalendarPeriod, comparedPeriods } from "../../time/period.ts";

const NAMES: Readonly<Record<CalendarPeriod["kind"], readonly Comparison["with"][]>> = {
  day: ["the day before", "the same weekday"],
  week: ["the period before"],
  month: ["the period before"],
};

/** The stored totals of the periods that this one is compared with; those never reported are left out. */
export async function comparisonsFor(table: Table, period: CalendarPeriod): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const [i, before] of comparedPeriods(period).entries()) {
    const report = await latestReport(table, before.kind, `${before.label}@${before.zone}`);
    if (report?.totals)
      comparisons.push({ with: NAMES[period.kind][i]!, label: before.label, totals: report.totals });
  }
  return comparisons;
}
