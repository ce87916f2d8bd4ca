import type { ReportItem } from "../store/reports.ts";
import { withoutNumbers } from "./without-numbers.ts";

/** The part of a report that is shown outside the workbook, without telephone numbers. */
export interface ReportSummary {
  /** What the report is about; of files it is the name of the first, which may be a number. */
  readonly label: string;
  /** Null where an older release stored other figures. */
  readonly counts: { readonly calls: number; readonly answered: number } | null;
  /** The report's most important sentences. */
  readonly lines: readonly string[];
}

export function summaryOf({
  label,
  totals,
  summary,
}: Pick<ReportItem, "label" | "totals" | "summary">): ReportSummary {
  return { label: withoutNumbers(label), counts: totals, lines: summary.map((line) => withoutNumbers(line)) };
}
