import { type BuiltPage, buildTemplate } from "./build-template.ts";
import { MAX_ROWS } from "./cell-limits.ts";
import type { TextRepairs } from "./cell-text.ts";
import { definedNames } from "./defined-names.ts";
import { type PackageState, type WrittenSheet, writePart } from "./package-state.ts";
import {
  APP_XML,
  contentTypesXml,
  type Relationship,
  ROOT_RELATIONSHIPS,
  relationshipsXml,
  workbookXml,
} from "./package-xml.ts";
import { pageParts } from "./page-parts.ts";
import { rowSheetParts } from "./row-sheet-parts.ts";
import { createSharedStrings } from "./shared-strings.ts";
import type { WorkbookSpec } from "./workbook-spec.ts";
import type { Zip } from "./zip.ts";

export interface PartsContext {
  readonly repairs: TextRepairs;
  readonly rowsPerSheet?: number | undefined;
  /** Filled as sheets are finished. */
  readonly sheets: { name: string; rows: number }[];
}

/**
 * All parts of a workbook as the bytes of its zip. Row sheets come first: pages link into their rows,
 * and the list of sheets is only known once every row has its place.
 */
export async function* workbookParts(
  spec: WorkbookSpec,
  zip: Zip,
  context: PartsContext,
): AsyncGenerator<Uint8Array> {
  const template = await buildTemplate(spec, context.repairs);
  const state: PackageState = {
    zip,
    words: createSharedStrings(template.sharedStrings, context.repairs),
    repairs: context.repairs,
    zone: spec.zone,
    rowsPerSheet: context.rowsPerSheet ?? MAX_ROWS,
    sheetNames: template.sheets.map(({ name }) => name),
    parts: [],
    tables: new Set(),
    worksheets: template.sheets.length,
    charts: 0,
  };
  yield* writePart(state, "_rels/.rels", relationshipsXml(ROOT_RELATIONSHIPS));
  yield* writePart(state, "docProps/app.xml", APP_XML);
  yield* writePart(state, "docProps/core.xml", template.core);
  yield* writePart(state, "xl/theme/theme1.xml", template.theme);
  yield* writePart(state, "xl/styles.xml", template.styles);

  const written: WrittenSheet[][] = template.sheets.map(() => []);
  for (const [index, sheet] of template.sheets.entries()) {
    if (sheet.type === "rows") written[index] = yield* rowSheetParts(sheet, index + 1, state);
  }
  const pages = template.sheets.filter((sheet): sheet is BuiltPage => sheet.type === "page");
  const tables = new Map(pages.flatMap((page) => page.parts.tables).map((table) => [table.name, table]));
  for (const [index, sheet] of template.sheets.entries()) {
    if (sheet.type === "page") written[index] = [yield* pageParts(sheet, index + 1, tables, state)];
  }

  const sheets = written.flat();
  context.sheets.push(...sheets.map(({ name, rows }) => ({ name, rows })));
  const strings = [...state.words.xml()].join("");
  yield* writePart(state, "xl/sharedStrings.xml", strings);
  const entries = sheets.map((sheet, index) => ({ name: sheet.name, relationship: `rId${index + 1}` }));
  yield* writePart(
    state,
    "xl/workbook.xml",
    workbookXml(entries, definedNames(sheets, spec.names ?? [], tables)),
  );
  yield* writePart(state, "xl/_rels/workbook.xml.rels", relationshipsXml(workbookRelationships(sheets)));
  yield* zip.whole("[Content_Types].xml", contentTypesXml(state.parts));
  yield zip.end();
}

function workbookRelationships(sheets: readonly WrittenSheet[]): Relationship[] {
  const shared = ["styles.xml", "theme/theme1.xml", "sharedStrings.xml"];
  const types = ["styles", "theme", "sharedStrings"];
  return [
    ...sheets.map(({ part }, index) => ({
      id: `rId${index + 1}`,
      type: "worksheet",
      target: `worksheets/sheet${part}.xml`,
    })),
    ...shared.map((target, index) => ({
      id: `rId${sheets.length + index + 1}`,
      type: types[index]!,
      target,
    })),
  ];
}
