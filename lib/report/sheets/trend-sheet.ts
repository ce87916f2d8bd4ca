import type { TrendRow } from "../../analysis/content/report-content.ts";
import type { Column } from "../../workbook/column.ts";
import { PALETTE } from "../../workbook/tints.ts";
import type { PageSheet } from "../../workbook/workbook-spec.ts";
import type { SheetContext } from "./sheet-context.ts";

/** Days of a week or a month, one after the other. */
export function trendSheet({ content, text }: SheetContext): PageSheet | undefined {
  if (content.trend.length < 2) return undefined;
  const { headers, charts, trend } = text;
  const columns: Column<TrendRow>[] = [
    { header: headers.day, kind: "word", width: 14, value: ({ day }) => day },
    { header: headers.calls, kind: "integer", width: 11, value: ({ calls }) => calls },
    { header: headers.answered, kind: "integer", width: 11, value: ({ answered }) => answered },
    { header: headers.asr, kind: "ratio", width: 9, value: ({ asr }) => asr.value },
    { header: headers.low, kind: "ratio", width: 9, value: ({ asr }) => asr.low },
    { header: headers.high, kind: "ratio", width: 9, value: ({ asr }) => asr.high },
    { header: headers.ner, kind: "ratio", width: 9, value: ({ ner }) => ner.value },
  ];
  return {
    name: text.sheets.trend,
    widths: [...columns.map(({ width }) => width), 4, 14, 14, 14, 14, 14],
    freeze: { rows: 4, columns: 1 },
    printTitleRow: 4,
    write(page) {
      page.text("title", trend.title);
      page.text("note", trend.lead);
      page.skip();
      const row = page.row();
      page.table({ name: "Trend", columns, rows: content.trend });
      const common = {
        kind: "line",
        table: "Trend",
        categories: headers.day,
        alternative: charts.trendText,
      } as const;
      page.chart({
        ...common,
        title: charts.trend,
        series: [
          { column: headers.calls, color: PALETTE.quiet },
          { column: headers.answered, color: PALETTE.good },
        ],
        format: "integer",
        axis: { min: 0 },
        at: { column: 8, row, columns: 5, rows: 15 },
      });
      page.chart({
        ...common,
        title: charts.ratios,
        series: [
          { column: headers.asr, color: PALETTE.ours },
          { column: headers.ner, color: PALETTE.mild },
        ],
        format: "ratio",
        axis: { min: 0 },
        at: { column: 8, row: row + 16, columns: 5, rows: 15 },
      });
    },
  };
}
