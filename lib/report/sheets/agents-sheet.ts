import type { AgentRow } from "../../analysis/content/report-content.ts";
import type { Column } from "../../workbook/column.ts";
import type { PageSheet } from "../../workbook/workbook-spec.ts";
import { gatewayLabel } from "./gateway-label.ts";
import type { SheetContext } from "./sheet-context.ts";
import { classColumns, tallyColumns, widestOf } from "./tally-columns.ts";

type Blocked = AgentRow["blockedPrefixes"][number] & { readonly agent: string };

/** Agents: calls, kills, short calls, and the directions that our own settings blocked. */
export function agentsSheet({ content, text }: SheetContext): PageSheet | undefined {
  if (content.agents.length === 0) return undefined;
  const { headers, agents } = text;
  const columns: Column<AgentRow>[] = [
    { header: headers.agent, kind: "text", width: 26, value: ({ agent }) => agent || text.unknown },
    ...tallyColumns<AgentRow>(text),
    {
      header: headers.killsBeforeAnswer,
      kind: "count",
      width: 14,
      value: ({ killsBeforeAnswer }) => killsBeforeAnswer,
    },
    {
      header: headers.blocked,
      kind: "count",
      width: 14,
      value: ({ blocked }) => blocked,
      tint: ({ blocked }) => (blocked > 0 ? "ours" : undefined),
    },
    ...classColumns<AgentRow>(text),
  ];
  const blocked = content.agents.flatMap((row) =>
    row.blockedPrefixes.map((one) => ({ ...one, agent: row.agent })),
  );
  const blockedColumns: Column<Blocked>[] = [
    { header: headers.agent, kind: "text", width: 26, value: ({ agent }) => agent || text.unknown },
    { header: headers.prefix, kind: "text", width: 10, value: ({ prefix }) => prefix },
    { header: headers.calls, kind: "integer", width: 11, value: ({ calls }) => calls },
    {
      header: headers.allowedOn,
      kind: "text",
      width: 18,
      value: ({ allowedOn }) => allowedOn.map((gateway) => gatewayLabel(gateway, text)).join(", "),
    },
  ];
  return {
    name: text.sheets.agents,
    widths: blocked.length > 0 ? widestOf(columns, blockedColumns) : widestOf(columns),
    freeze: { rows: 4, columns: 1 },
    printTitleRow: 4,
    write(page) {
      page.text("title", agents.title);
      page.text("note", agents.lead);
      page.skip();
      page.table({ name: "Agents", columns, rows: content.agents, bars: [headers.blocked] });
      if (blocked.length === 0) return;
      page.skip();
      page.text("heading", agents.blocked);
      page.text("note", agents.blockedLead);
      page.table<Blocked>({
        name: "BlockedDirections",
        columns: blockedColumns,
        rows: blocked,
      });
    },
  };
}
