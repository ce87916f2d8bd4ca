import { columnLetters } from "./column-letters.ts";
import type { WrittenSheet } from "./package-state.ts";
import type { NameEntry } from "./package-xml.ts";
import type { PlacedTable } from "./page.ts";
import { sheetReference } from "./sheet-name.ts";
import type { DefinedName } from "./workbook-spec.ts";

/**
 * Print titles and filters of the sheets, and the workbook's own names, in the order that Excel keeps
 * (by name). exceljs leaves out `_FilterDatabase`, without which LibreOffice shows no filter.
 */
export function definedNames(
  sheets: readonly WrittenSheet[],
  names: readonly DefinedName[],
  tables: ReadonlyMap<string, PlacedTable>,
): NameEntry[] {
  const entries: NameEntry[] = [];
  sheets.forEach((sheet, index) => {
    if (sheet.filter) {
      const refersTo = sheetReference(sheet.name, absolute(sheet.filter));
      entries.push({ name: "_xlnm._FilterDatabase", refersTo, sheet: index, hidden: true });
    }
    if (sheet.printTitleRow) {
      const refersTo = sheetReference(sheet.name, `$${sheet.printTitleRow}:$${sheet.printTitleRow}`);
      entries.push({ name: "_xlnm.Print_Titles", refersTo, sheet: index });
    }
  });
  for (const { name, table, column } of names) {
    const placed = tables.get(table);
    const at = placed?.headers.indexOf(column) ?? -1;
    if (!placed || at < 0 || placed.lastRow === placed.headerRow) continue;
    const letters = `$${columnLetters(placed.firstColumn + at)}$`;
    const range = `${letters}${placed.headerRow + 1}:${letters}${placed.lastRow}`;
    entries.push({ name, refersTo: sheetReference(placed.sheet, range) });
  }
  return entries.sort((a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : (a.sheet ?? 0) - (b.sheet ?? 0),
  );
}

const absolute = (range: string): string => range.replace(/([A-Z]+)(\d+)/g, "$$$1$$$2");
