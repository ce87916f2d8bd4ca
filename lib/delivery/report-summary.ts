import type { ReportItem } from "../store/reports.ts";
import { withoutNumbers } from "./without-numbers.ts";

/** The part of a report that is shown outside the workbook, without telephone numbers. */
export interface ReportSummary {
  /** What the report is about; of files it is the name of the first, which may be a number. */
  readonly label: string;
  readonly calls: number;
  readonly answered: number;
  /** The report's most important sentences. */
  readonly lines: readonly string[];
}

/** Reads `calls`, `answered` and `summary` (a list of sentences) from the totals of a REPORT item. */
export function summaryOf({ label, totals }: Pick<ReportItem, "label" | "totals">): ReportSummary {
  const lines = Array.isArray(totals.summary) ? totals.summary : [];
  return {
    label: withoutNumbers(label),
    calls: Number(totals.calls ?? 0),
    answered: Number(totals.answered ?? 0),
    lines: lines.map((line) => withoutNumbers(String(line))),
  };
}
