import type { GatewayRow, HeadToHeadRow } from "../../analysis/content/report-content.ts";
import type { Column } from "../../workbook/column.ts";
import type { PageSheet } from "../../workbook/workbook-spec.ts";
import { gatewayLabel } from "./gateway-label.ts";
import type { SheetContext } from "./sheet-context.ts";
import { classColumns, tallyColumns, widestOf } from "./tally-columns.ts";

/** Gateways side by side, and each pair on the directions that both serve. */
export function gatewaysSheet(context: SheetContext): PageSheet | undefined {
  const { content, text } = context;
  if (content.gateways.length === 0) return undefined;
  const columns = gatewayColumns(context);
  const pairs = headToHeadColumns(context);
  return {
    name: text.sheets.gateways,
    widths: content.headToHead.length > 0 ? widestOf(columns, pairs) : widestOf(columns),
    freeze: { rows: 4, columns: 1 },
    printTitleRow: 4,
    write(page) {
      page.text("title", text.gateways.title);
      page.text("note", text.gateways.lead);
      page.skip();
      page.table({ name: "Gateways", columns, rows: content.gateways });
      if (content.headToHead.length === 0) return;
      page.skip();
      page.text("heading", text.gateways.headToHead);
      page.text("note", text.gateways.headToHeadLead);
      page.table({ name: "HeadToHead", columns: pairs, rows: content.headToHead });
    },
  };
}

function gatewayColumns({ content, text }: SheetContext): Column<GatewayRow>[] {
  const { headers, numbers, notAvailable } = text;
  return [
    { header: headers.gateway, kind: "word", width: 26, value: ({ gateway }) => gatewayLabel(gateway, text) },
    ...tallyColumns<GatewayRow>(text, headers.attempts),
    ...content.comparisons.map(
      ({ label }, index): Column<GatewayRow> => ({
        header: `${headers.asrChange} ${label}`,
        kind: "word",
        width: 16,
        value({ asr, asrBefore }) {
          const before = asrBefore[index] ?? null;
          if (asr.value === null || before === null) return notAvailable;
          const difference = Math.round(asr.value * 1000) - Math.round(before * 1000);
          return text.difference(
            difference === 0 ? "=" : difference > 0 ? "▲" : "▼",
            numbers.points(asr.value - before),
          );
        },
      }),
    ),
    { header: headers.ser, kind: "ratio", width: 8, value: ({ ser }) => ser.value },
    { header: headers.isa, kind: "ratio", width: 8, value: ({ isa }) => isa.value },
    { header: headers.postDial50, kind: "seconds", width: 11, value: ({ postDial }) => postDial.p50 },
    { header: headers.postDial95, kind: "seconds", width: 11, value: ({ postDial }) => postDial.p95 },
    { header: headers.gap50, kind: "seconds", width: 10, value: ({ tryingGap }) => tryingGap.p50 },
    { header: headers.gap95, kind: "seconds", width: 10, value: ({ tryingGap }) => tryingGap.p95 },
    ...classColumns<GatewayRow>(text),
  ];
}

function headToHeadColumns({ text }: SheetContext): Column<HeadToHeadRow>[] {
  const { headers, gateways } = text;
  return [
    { header: headers.direction, kind: "text", width: 26, value: ({ prefix }) => prefix },
    { header: headers.better, kind: "word", width: 20, value: ({ better }) => gatewayLabel(better, text) },
    { header: headers.betterCalls, kind: "integer", width: 10, value: ({ betterCalls }) => betterCalls },
    { header: headers.betterRatio, kind: "ratio", width: 8, value: ({ betterRatio }) => betterRatio.value },
    { header: headers.worse, kind: "word", width: 20, value: ({ worse }) => gatewayLabel(worse, text) },
    { header: headers.worseCalls, kind: "integer", width: 10, value: ({ worseCalls }) => worseCalls },
    { header: headers.worseRatio, kind: "ratio", width: 8, value: ({ worseRatio }) => worseRatio.value },
    { header: headers.pValue, kind: "word", width: 10, value: ({ pValue }) => shortP(pValue) },
    {
      header: headers.verdict,
      kind: "word",
      width: 15,
      value: ({ significant }) => (significant ? gateways.significant : gateways.notSignificant),
      tint: ({ significant }) => (significant ? "bad" : "quiet"),
    },
  ];
}

const shortP = (p: number): string => (p < 0.001 ? "< 0.001" : p.toFixed(3));
