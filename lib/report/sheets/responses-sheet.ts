import type { FailoverRow, ResponseRow } from "../../analysis/content/report-content.ts";
import { capitalised } from "../../text/en/phrases.ts";
import type { Column } from "../../workbook/column.ts";
import type { PageSheet } from "../../workbook/workbook-spec.ts";
import { gatewayLabel } from "./gateway-label.ts";
import { outcomeTint, responsibleTint } from "./outcome-tint.ts";
import type { SheetContext } from "./sheet-context.ts";
import { widestOf } from "./tally-columns.ts";

/** Each last response with its outcome: meaning, count, share, change, who has to act, and how. */
export function responsesSheet(context: SheetContext): PageSheet | undefined {
  const { content, text } = context;
  if (content.responses.length === 0) return undefined;
  const columns = responseColumns(context);
  const failover = failoverColumns(context);
  return {
    name: text.sheets.responses,
    widths: widestOf(columns, failover),
    freeze: { rows: 4, columns: 2 },
    printTitleRow: 4,
    write(page) {
      page.text("title", text.responses.title);
      page.text("note", text.responses.lead);
      page.skip();
      page.table({ name: "Responses", columns, rows: content.responses, bars: [text.headers.share] });
      if (content.failover.length === 0) return;
      page.skip();
      page.text("heading", text.responses.failover);
      page.text("note", text.responses.failoverLead);
      page.table({ name: "Failover", columns: failover, rows: content.failover });
    },
  };
}

/** Which response, and what it came to. */
function leadColumns<Row extends Pick<ResponseRow, "code" | "phrase" | "outcome">>({
  text: { headers },
}: SheetContext): Column<Row>[] {
  return [
    { header: headers.code, kind: "integer", width: 11, value: ({ code }) => code },
    { header: headers.phrase, kind: "wrapped", width: 24, value: ({ phrase }) => phrase },
    {
      header: headers.outcome,
      kind: "word",
      width: 19,
      value: ({ outcome }) => outcome,
      tint: ({ outcome }) => outcomeTint(outcome),
    },
  ];
}

function responseColumns(context: SheetContext): Column<ResponseRow>[] {
  const { content, text } = context;
  const { headers, numbers } = text;
  return [
    ...leadColumns<ResponseRow>(context),
    { header: headers.calls, kind: "integer", width: 10, value: ({ calls }) => calls },
    { header: headers.share, kind: "ratio", width: 10, value: ({ share }) => share },
    ...content.comparisons.map(
      ({ label, totals }): Column<ResponseRow> => ({
        header: `${headers.change} ${label}`,
        kind: "word",
        width: 16,
        value({ code, outcome, share }) {
          if (totals.calls === 0) return text.notAvailable;
          const before = (totals.responseOutcomes[`${code} ${outcome}`] ?? 0) / totals.calls;
          const difference = Math.round(share * 1000) - Math.round(before * 1000);
          const sign = difference === 0 ? "=" : difference > 0 ? "▲" : "▼";
          return text.difference(sign, numbers.points(share - before));
        },
      }),
    ),
    { header: headers.meaning, kind: "wrapped", width: 44, value: ({ meaning }) => capitalised(meaning) },
    {
      header: headers.responsible,
      kind: "word",
      width: 16,
      value: ({ responsible }) => responsible,
      tint: ({ responsible }) => responsibleTint(responsible),
    },
    { header: headers.action, kind: "wrapped", width: 44, value: ({ action }) => action },
  ];
}

function failoverColumns(context: SheetContext): Column<FailoverRow>[] {
  const { text } = context;
  const { headers } = text;
  return [
    ...leadColumns<FailoverRow>(context),
    { header: headers.attempts, kind: "integer", width: 10, value: ({ attempts }) => attempts },
    { header: headers.saved, kind: "count", width: 12, value: ({ saved }) => saved },
    { header: headers.lostAfterAll, kind: "count", width: 12, value: ({ lost }) => lost },
    { header: headers.gateway, kind: "word", width: 26, value: ({ gateway }) => gatewayLabel(gateway, text) },
  ];
}
