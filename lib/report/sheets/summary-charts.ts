import type { Outcome } from "../../sip/outcomes.ts";
import { PALETTE } from "../../workbook/tints.ts";
import type { Page } from "../../workbook/workbook-spec.ts";
import { gatewayLabel } from "./gateway-label.ts";
import { outcomeColor } from "./outcome-tint.ts";
import type { SheetContext } from "./sheet-context.ts";

export interface OutcomeRow {
  readonly outcome: Outcome;
  readonly calls: number;
}

const CHART_ROWS = 18;
const MAX_GATEWAYS = 12;

/** Three pictures side by side: calls by outcome, by hour, answer ratio by gateway. */
export function summaryCharts(page: Page, context: SheetContext, outcomes: readonly OutcomeRow[]): void {
  const { content, text } = context;
  const { charts, headers, numbers } = text;
  const row = page.row();
  page.chart({
    kind: "bar",
    title: charts.outcomes,
    alternative: charts.outcomesText(outcomes.map(({ outcome, calls }) => `${outcome} ${calls}`).join(", ")),
    table: "Outcomes",
    categories: headers.outcome,
    series: [
      {
        column: headers.calls,
        color: PALETTE.quiet,
        pointColors: outcomes.map(({ outcome }) => outcomeColor(outcome)),
      },
    ],
    format: "integer",
    at: { column: 0, row, columns: 2, rows: CHART_ROWS },
  });
  const busiest = content.hours.byHour.reduce(
    (best, cell, hour, all) => (cell.calls > all[best]!.calls ? hour : best),
    0,
  );
  page.chart({
    kind: "stacked",
    title: charts.hours,
    alternative: charts.hoursText(`${busiest}:00`),
    table: "ByHour",
    categories: headers.hour,
    series: [
      { column: headers.answered, color: PALETTE.good },
      { column: headers.notAnswered, color: PALETTE.bad },
    ],
    format: "integer",
    at: { column: 2, row, columns: 3, rows: CHART_ROWS },
  });
  const gateways = content.gateways.slice(0, MAX_GATEWAYS);
  page.chart({
    kind: "bar",
    title: charts.gateways,
    alternative: charts.gatewaysText(
      gateways
        .map((gateway) => `${gatewayLabel(gateway.gateway, text)} ${numbers.percent(gateway.asr.value)}`)
        .join(", "),
    ),
    table: "Gateways",
    categories: headers.gateway,
    series: [{ column: headers.asr, color: PALETTE.ours }],
    rows: MAX_GATEWAYS,
    format: "ratio",
    axis: { min: 0 },
    at: { column: 5, row, columns: 2, rows: CHART_ROWS },
  });
  page.skip(CHART_ROWS + 1);
}
