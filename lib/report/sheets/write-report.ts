import type { Writable } from "node:stream";
import type { ReportContent } from "../../analysis/content/report-content.ts";
import { periodTitle } from "../../text/en/period-title.ts";
import { EN, type ReportText } from "../../text/en/workbook.ts";
import type { WorkbookSpec } from "../../workbook/workbook-spec.ts";
import { type WorkbookOptions, type WrittenWorkbook, writeWorkbook } from "../../workbook/write-workbook.ts";
import { reportSheets } from "./report-sheets.ts";
import { sheetContext } from "./sheet-context.ts";

export interface ReportOptions extends WorkbookOptions {
  /** The words of the workbook; English by default. */
  readonly text?: ReportText;
}

/** Writes the workbook of a report (.xlsx) and ends `out`. Rejects if `out` fails. */
export function writeReport(
  content: ReportContent,
  out: Writable,
  { text = EN, ...options }: ReportOptions = {},
): Promise<WrittenWorkbook> {
  const { kind, period } = content.heading;
  const context = sheetContext(content, text);
  const title = text.summary.title(periodTitle(kind, period.label));
  return writeWorkbook(describedSpec(content, title, text, reportSheets(context)), out, options);
}

export function describedSpec(
  { heading }: ReportContent,
  title: string,
  text: ReportText,
  sheets: WorkbookSpec["sheets"],
): WorkbookSpec {
  const { headers } = text;
  return {
    title,
    subject: text.summary.subject,
    author: "sip-response-reports",
    created: heading.madeAt,
    zone: heading.period.zone,
    sheets,
    names: [
      { name: "Outcome_names", table: "Outcomes", column: headers.outcome },
      { name: "Outcome_calls", table: "Outcomes", column: headers.calls },
      { name: "Gateway_names", table: "Gateways", column: headers.gateway },
      { name: "Gateway_answer_ratios", table: "Gateways", column: headers.asr },
      { name: "Calls_by_hour", table: "ByHour", column: headers.calls },
    ],
  };
}
