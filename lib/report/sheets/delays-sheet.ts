import type { DelayRow, Ratio, Spread } from "../../analysis/content/report-content.ts";
import type { Call } from "../../calls/call.ts";
import type { Column } from "../../workbook/column.ts";
import type { PageSheet } from "../../workbook/workbook-spec.ts";
import { outcomeTint } from "./outcome-tint.ts";
import type { SheetContext } from "./sheet-context.ts";

/** A page is read from the top: the longest are listed, all of them can be filtered in Calls. */
const MAX_SLOW = 1000;

interface MeasureRow {
  readonly gateway: string;
  readonly measure: string;
  readonly spread: Spread;
  readonly normal: Ratio | undefined;
  readonly overTen: number | undefined;
}

/** Percentiles of every delay by gateway, and the calls that waited too long after 100. */
export function delaysSheet(context: SheetContext): PageSheet | undefined {
  const { content, text } = context;
  const rows = content.delays.flatMap((row) => measureRows(row, text)).filter(({ spread }) => spread.n > 0);
  if (rows.length === 0) return undefined;
  const { delays } = text;
  return {
    name: text.sheets.delays,
    widths: [38, 32, 18, 20, 11, 15, 10, 10, 10, 11, 13],
    freeze: { rows: 4, columns: 2 },
    printTitleRow: 4,
    write(page) {
      page.text("title", delays.title);
      page.text("note", delays.lead);
      page.skip();
      page.table({ name: "Delays", columns: measureColumns(text), rows });
      if (content.slowCalls.length === 0) return;
      const shown = content.slowCalls.slice(0, MAX_SLOW);
      page.skip();
      page.text("heading", delays.slow(shown.length, content.slowCalls.length));
      page.table({ name: "SlowCalls", columns: slowColumns(context), rows: shown });
    },
  };
}

function measureRows(row: DelayRow, { delays, allGateways }: SheetContext["text"]): MeasureRow[] {
  const gateway = row.gateway || allGateways;
  const measures = Object.entries(delays.measures) as [keyof typeof delays.measures, string][];
  return measures.map(([key, measure]) => ({
    gateway,
    measure,
    spread: row[key],
    normal: key === "tryingGap" ? row.normalGap : undefined,
    overTen: key === "tryingGap" ? row.overTenSeconds : undefined,
  }));
}

function measureColumns({ headers }: SheetContext["text"]): Column<MeasureRow>[] {
  const seconds = (header: string, value: (spread: Spread) => number | null): Column<MeasureRow> => ({
    header,
    kind: "seconds",
    width: 10,
    value: ({ spread }) => value(spread),
  });
  return [
    { header: headers.gateway, kind: "word", width: 30, value: ({ gateway }) => gateway },
    { header: headers.measure, kind: "word", width: 26, value: ({ measure }) => measure },
    { header: headers.samples, kind: "integer", width: 18, value: ({ spread }) => spread.n },
    seconds(headers.mean, ({ mean }) => mean),
    seconds(headers.p50, ({ p50 }) => p50),
    seconds(headers.p90, ({ p90 }) => p90),
    seconds(headers.p95, ({ p95 }) => p95),
    seconds(headers.p99, ({ p99 }) => p99),
    seconds(headers.max, ({ max }) => max),
    {
      header: headers.overTen,
      kind: "integer",
      width: 10,
      value: ({ overTen }) => overTen,
      tint: ({ overTen }) => (overTen ? "bad" : undefined),
    },
    { header: headers.withinNorm, kind: "ratio", width: 13, value: ({ normal }) => normal?.value },
  ];
}

function slowColumns({ content, text, places }: SheetContext): Column<number>[] {
  const { headers } = text;
  const call = (index: number): Call => content.calls[index]!;
  return [
    {
      header: headers.callId,
      kind: "text",
      width: 30,
      value: (at) => call(at).callId,
      link: (at) => places.linkTo(at),
    },
    { header: headers.gateway, kind: "word", width: 26, value: (at) => call(at).gateway },
    { header: headers.to, kind: "text", width: 18, value: (at) => call(at).to },
    {
      header: headers.startIn(content.heading.period.zone),
      kind: "time",
      width: 20,
      value: (at) => call(at).start || null,
    },
    { header: headers.gap, kind: "seconds", width: 11, value: (at) => call(at).tryingGapMs },
    {
      header: headers.outcome,
      kind: "word",
      width: 15,
      value: (at) => call(at).outcome,
      tint: (at) => outcomeTint(call(at).outcome),
    },
  ];
}
