import type { Workbook, Worksheet } from "exceljs";
import ExceljsWorkbook from "exceljs/lib/doc/workbook.js";
import { cellStyle, TEXT_STYLES } from "./cell-styles.ts";
import { cleanText, literalText, noRepairs, type TextRepairs } from "./cell-text.ts";
import { repairStyles } from "./exceljs-repairs.ts";
import { type PageParts, SheetPage, writeHeader } from "./page.ts";
import { sheetName } from "./sheet-name.ts";
import { PROBES } from "./sheet-template.ts";
import { unzipParts } from "./unzip.ts";
import type { PageSheet, RowSheet, WorkbookSpec } from "./workbook-spec.ts";

export interface BuiltPage {
  readonly type: "page";
  readonly name: string;
  readonly xml: string;
  readonly parts: PageParts;
  readonly printTitleRow: number | undefined;
}

export interface BuiltRows {
  readonly type: "rows";
  readonly name: string;
  /** With header and probe rows. */
  readonly xml: string;
  readonly headerRow: number;
  readonly spec: RowSheet;
}

/** What exceljs made of a workbook: sheets in order, and the parts that all of them share. */
export interface WorkbookTemplate {
  readonly sheets: readonly (BuiltPage | BuiltRows)[];
  readonly styles: string;
  readonly theme: string;
  readonly core: string;
  readonly sharedStrings: string | undefined;
}

const isRowSheet = (sheet: PageSheet | RowSheet): sheet is RowSheet => "rows" in sheet;

/** Lets exceljs lay out every page and a stub of every row sheet, and takes its package apart. */
export async function buildTemplate(spec: WorkbookSpec, repairs: TextRepairs): Promise<WorkbookTemplate> {
  const workbook = new ExceljsWorkbook();
  describe(workbook, spec);
  const names: string[] = [];
  const built = spec.sheets.map((sheet) => {
    const name = sheetName(sheet.name, names);
    names.push(name);
    return isRowSheet(sheet)
      ? stubRows(workbook, name, sheet)
      : writePage(workbook, name, sheet, spec.zone, repairs);
  });
  const packed = await workbook.xlsx.writeBuffer({ zip: { compression: "STORE" } } as never);
  const parts = await unzipParts(Buffer.from(packed));
  const part = (name: string) => {
    const xml = parts.get(name);
    if (xml === undefined) throw new TypeError(`Cannot find "${name}" in the package of exceljs`);
    return xml;
  };
  return {
    sheets: built.map((sheet, index) => ({ ...sheet, xml: part(`xl/worksheets/sheet${index + 1}.xml`) })),
    styles: repairStyles(part("xl/styles.xml")),
    theme: part("xl/theme/theme1.xml"),
    core: part("docProps/core.xml"),
    sharedStrings: parts.get("xl/sharedStrings.xml"),
  };
}

function describe(workbook: Workbook, spec: WorkbookSpec): void {
  workbook.title = cleanText(spec.title, noRepairs());
  workbook.subject = cleanText(spec.subject, noRepairs());
  workbook.creator = spec.author;
  workbook.lastModifiedBy = spec.author;
  workbook.created = spec.created;
  workbook.modified = spec.created;
}

function writePage(workbook: Workbook, name: string, spec: PageSheet, zone: string, repairs: TextRepairs) {
  const sheet = addSheet(workbook, name, spec.widths, {
    rows: spec.freeze?.rows ?? 0,
    columns: spec.freeze?.columns ?? 0,
    tabColor: spec.tabColor,
    grid: false,
  });
  const page = new SheetPage(sheet, spec.widths, zone, repairs);
  spec.write(page);
  const { parts } = page;
  return { type: "page", name, parts, printTitleRow: spec.printTitleRow } as const;
}

function stubRows(workbook: Workbook, name: string, spec: RowSheet) {
  const head = spec.head ?? [];
  const headerRow = head.length + 1;
  const widths = spec.columns.map((column) => column.width);
  const sheet = addSheet(workbook, name, widths, {
    rows: headerRow,
    columns: spec.freezeColumns ?? 0,
    tabColor: spec.tabColor,
    grid: true,
  });
  head.forEach(({ style, text }, index) => {
    const cell = sheet.getCell(index + 1, 1);
    cell.value = literalText(cleanText(text, noRepairs()));
    cell.style = { font: TEXT_STYLES[style].font };
  });
  writeHeader(sheet, headerRow, 0, spec.columns);
  PROBES.forEach((tint, index) => {
    spec.columns.forEach((column, at) => {
      sheet.getCell(headerRow + 1 + index, at + 1).style = cellStyle(column.kind, tint || undefined);
    });
  });
  return { type: "rows", name, headerRow, spec } as const;
}

interface Look {
  /** Rows and columns that stay in view. */
  readonly rows: number;
  readonly columns: number;
  readonly tabColor: string | undefined;
  readonly grid: boolean;
}

function addSheet(workbook: Workbook, name: string, widths: readonly number[], look: Look): Worksheet {
  const view = { showGridLines: look.grid };
  const frozen = look.rows > 0 || look.columns > 0;
  const sheet = workbook.addWorksheet(name, {
    ...(look.tabColor ? { properties: { tabColor: { argb: `FF${look.tabColor}` } } } : {}),
    views: [
      frozen
        ? { ...view, state: "frozen", ySplit: look.rows, xSplit: look.columns }
        : { ...view, state: "normal" },
    ],
    pageSetup: {
      paperSize: 9,
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: `&L${name.replace(/&/g, "&&")}&RPage &P of &N` },
  });
  // exceljs takes a width of exactly 9 for its default and drops it.
  sheet.columns = widths.map((width) => ({ width: width === 9 ? 9.01 : width }));
  return sheet;
}
