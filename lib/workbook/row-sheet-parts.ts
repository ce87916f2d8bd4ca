import type { BuiltRows } from "./build-template.ts";
import { MAX_ROWS } from "./cell-limits.ts";
import { cellRange } from "./column-letters.ts";
import {
  type PackageState,
  type WrittenSheet,
  writeSheetRelationships,
  writeTable,
} from "./package-state.ts";
import { rowWriter } from "./row-cells.ts";
import { sheetName } from "./sheet-name.ts";
import { openRows, sheetBytes } from "./sheet-rows.ts";
import { openTemplate } from "./sheet-template.ts";
import { insertChild } from "./worksheet-order.ts";

const TABLE_RELATIONSHIP = "rId1";

/** Writes a row sheet and as many continuations as its rows need. */
export async function* rowSheetParts(
  built: BuiltRows,
  part: number,
  state: PackageState,
): AsyncGenerator<Uint8Array, WrittenSheet[]> {
  const { spec, headerRow } = built;
  const template = openTemplate(built.xml, headerRow);
  const writeRow = rowWriter(spec.columns, template.styles, state);
  const maxRows = Math.min(state.rowsPerSheet, MAX_ROWS - headerRow);
  const lastColumn = spec.columns.length - 1;
  const cursor = await openRows<never>(spec.rows);
  const sheets: WrittenSheet[] = [];
  do {
    const first = sheets.length === 0;
    const name = first ? built.name : sheetName(built.name, state.sheetNames);
    if (!first) state.sheetNames.push(name);
    const number = first ? part : ++state.worksheets;
    const empty = cursor.done;
    const written = { rows: 0 };
    const file = `xl/worksheets/sheet${number}.xml`;
    state.parts.push(file);
    const write = (row: never, at: number) => {
      spec.placed?.(row, { sheet: name, cell: `A${at}` });
      return writeRow(row, at);
    };
    const headerOnly = cellRange(0, headerRow, lastColumn, headerRow);
    const after = tail(template.after, cellRange(0, 1, lastColumn, MAX_ROWS), empty ? headerOnly : undefined);
    yield* state.zip.streamed(
      file,
      sheetBytes(template.before, after, cursor, write, headerRow + 1, maxRows, written),
    );
    if (!empty) {
      const ref = cellRange(0, headerRow, lastColumn, headerRow + written.rows);
      const table = first ? spec.table : `${spec.table}_${sheets.length + 1}`;
      const headers = spec.columns.map((column) => column.header);
      const relationship = yield* writeTable(state, TABLE_RELATIONSHIP, table, ref, headers);
      yield* writeSheetRelationships(state, number, [relationship]);
    }
    sheets.push({
      name,
      part: number,
      rows: written.rows,
      printTitleRow: headerRow,
      filter: empty ? headerOnly : undefined,
    });
  } while (!cursor.done);
  return sheets;
}

/** Numbers kept as text are meant that way; a table needs a row, so an empty sheet gets a plain filter. */
function tail(after: string, everything: string, filter: string | undefined): string {
  const quiet = insertChild(
    after,
    "ignoredErrors",
    `<ignoredErrors><ignoredError sqref="${everything}" numberStoredAsText="1"/></ignoredErrors>`,
  );
  if (filter) return insertChild(quiet, "autoFilter", `<autoFilter ref="${filter}"/>`);
  return insertChild(
    quiet,
    "tableParts",
    `<tableParts count="1"><tablePart r:id="${TABLE_RELATIONSHIP}"/></tableParts>`,
  );
}
