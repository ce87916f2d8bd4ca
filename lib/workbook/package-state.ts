import type { TextRepairs } from "./cell-text.ts";
import { type Relationship, relationshipsXml } from "./package-xml.ts";
import type { SharedStrings } from "./shared-strings.ts";
import { checkTable, tableXml } from "./table-xml.ts";
import type { Zip } from "./zip.ts";

/** What is known of a package while its parts are written. */
export interface PackageState {
  readonly zip: Zip;
  readonly words: SharedStrings;
  readonly repairs: TextRepairs;
  readonly zone: string;
  readonly rowsPerSheet: number;
  /** Names of all sheets, continuations included. */
  readonly sheetNames: string[];
  /** Names of all parts written. */
  readonly parts: string[];
  /** Names of all Excel tables, in lower case. */
  readonly tables: Set<string>;
  /** Worksheet parts taken: the numbers of the template's sheets, then one for each continuation. */
  worksheets: number;
  charts: number;
}

/** A worksheet in the order of the workbook's tabs. */
export interface WrittenSheet {
  readonly name: string;
  /** n of xl/worksheets/sheet<n>.xml */
  readonly part: number;
  readonly rows: number;
  readonly printTitleRow: number | undefined;
  /** Range with filter buttons where no table brings them. */
  readonly filter: string | undefined;
}

export function* writePart(state: PackageState, name: string, xml: string): Generator<Uint8Array> {
  state.parts.push(name);
  yield* state.zip.whole(name, xml);
}

/** Writes an Excel table and returns its relationship. */
export function* writeTable(
  state: PackageState,
  id: string,
  name: string,
  ref: string,
  headers: readonly string[],
): Generator<Uint8Array, Relationship> {
  checkTable(name, headers, state.tables);
  state.tables.add(name.toLowerCase());
  const number = state.tables.size;
  yield* writePart(state, `xl/tables/table${number}.xml`, tableXml(number, name, ref, headers));
  return { id, type: "table", target: `../tables/table${number}.xml` };
}

export function* writeSheetRelationships(
  state: PackageState,
  sheet: number,
  relationships: readonly Relationship[],
): Generator<Uint8Array> {
  if (relationships.length === 0) return;
  yield* writePart(state, `xl/worksheets/_rels/sheet${sheet}.xml.rels`, relationshipsXml(relationships));
}
