import type { Incident } from "../../analysis/content/report-content.ts";
import type { Column } from "../../workbook/column.ts";
import type { PageSheet } from "../../workbook/workbook-spec.ts";
import { gatewayLabel } from "./gateway-label.ts";
import type { SheetContext } from "./sheet-context.ts";

/** Stretches of time in which something failed, with a link to the first call of each. */
export function incidentsSheet({
  content,
  text,
  linkToProof,
  findingText,
}: SheetContext): PageSheet | undefined {
  if (content.incidents.length === 0) return undefined;
  const { headers, incidents } = text;
  const columns: Column<Incident>[] = [
    { header: headers.begin, kind: "time", width: 20, value: ({ from }) => from },
    { header: headers.end, kind: "time", width: 20, value: ({ to }) => to },
    {
      header: headers.gateway,
      kind: "word",
      width: 22,
      value: ({ finding }) => gatewayLabel(finding.gateway, text),
    },
    { header: headers.what, kind: "wrapped", width: 60, value: ({ finding }) => findingText(finding).title },
    { header: headers.calls, kind: "integer", width: 10, value: ({ calls }) => calls },
    {
      header: headers.lost,
      kind: "integer",
      width: 10,
      value: ({ finding }) => finding.lost,
      tint: () => "bad",
    },
    { header: headers.prefixes, kind: "wrapped", width: 28, value: ({ prefixes }) => prefixes.join(", ") },
    {
      header: headers.proof,
      kind: "word",
      width: 15,
      value: ({ finding: { proof } }) => (proof.length > 0 ? text.proof(proof.length) : ""),
      link: ({ finding }) => linkToProof(finding),
    },
  ];
  return {
    name: text.sheets.incidents,
    widths: columns.map(({ width }) => width),
    freeze: { rows: 4 },
    printTitleRow: 4,
    write(page) {
      page.text("title", incidents.title);
      page.text("note", incidents.lead);
      page.skip();
      page.table({ name: "Incidents", columns, rows: content.incidents });
    },
  };
}
