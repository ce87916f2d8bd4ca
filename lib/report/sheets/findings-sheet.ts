import type { Finding } from "../../analysis/findings/finding.ts";
import type { FindingDetails } from "../../text/finding-text.ts";
import type { Column } from "../../workbook/column.ts";
import type { Page, PageSheet } from "../../workbook/workbook-spec.ts";
import type { SheetContext } from "./sheet-context.ts";

const WIDTHS = [34, 20, 20, 46, 24, 24, 24];
/** Details name the worst first; the rest is in Calls. */
const MAX_DETAILS = 100;

/** Each finding with everything that was seen, the test behind it, and its details. */
export function findingsSheet(context: SheetContext): PageSheet | undefined {
  const { content, text } = context;
  if (content.findings.length === 0) return undefined;
  return {
    name: text.sheets.findings,
    widths: WIDTHS,
    tabColor: "C8473D",
    freeze: { rows: 1 },
    write(page) {
      page.text("title", text.findings.title);
      page.text("note", text.findings.lead);
      content.findings.forEach((finding, index) => {
        page.skip();
        writeFinding(page, finding, index + 1, context);
      });
    },
  };
}

function writeFinding(page: Page, finding: Finding, number: number, context: SheetContext): void {
  const { text, linkToProof, findingPlaces, findingText } = context;
  const { title, seen, action, test, details } = findingText(finding);
  const { findings, sheets, chance } = text;
  findingPlaces.set(number, { sheet: sheets.findings, cell: `A${page.row()}` });
  page.text("heading", findings.name(number, title));
  for (const sentence of seen) page.text("body", `${sentence}.`);
  page.text(
    "body",
    `${findings.lost(finding.lost, finding.saved)} ${findings.acts(finding.responsible, action)}`,
  );
  page.text("note", findings.sure(chance(finding.pValue), test));
  if (finding.proof.length > 0) {
    page.text("body", { text: text.proof(finding.proof.length), to: linkToProof(finding) });
  }
  writeDetails(page, details, number, text);
}

type DetailRow = FindingDetails["rows"][number];

function writeDetails(page: Page, details: FindingDetails, number: number, text: SheetContext["text"]): void {
  if (details.rows.length === 0) return;
  const shown = details.rows.slice(0, MAX_DETAILS);
  const headers = distinct(details.columns);
  const columns = headers.map(
    (header, at): Column<DetailRow> => ({
      header,
      kind: kindOf(details.rows.map((row) => row[at])),
      width: WIDTHS[at] ?? 24,
      value: (row) => row[at],
    }),
  );
  page.table({ name: `Finding_${number}`, columns, rows: shown });
  if (shown.length < details.rows.length)
    page.text("note", text.findings.cut(shown.length, details.rows.length));
}

function kindOf(values: readonly (string | number | undefined)[]): Column<DetailRow>["kind"] {
  if (!values.every((value) => typeof value === "number")) return "wrapped";
  return values.every((value) => Number.isInteger(value)) ? "integer" : "number";
}

/** Excel tables need headers that differ. */
function distinct(headers: readonly string[]): string[] {
  const counts = new Map<string, number>();
  return headers.map((header) => {
    const key = header.toLowerCase();
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count === 1 ? header : `${header} (${count})`;
  });
}
