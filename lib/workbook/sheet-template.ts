import type { StyleIds } from "./row-cells.ts";
import { TINT_NAMES, type Tint } from "./tints.ts";

/** A worksheet part cut open where its rows go. */
export interface SheetTemplate {
  /** Everything up to and with the header row. */
  readonly before: string;
  /** From `</sheetData>` on. */
  readonly after: string;
  readonly styles: StyleIds;
}

/** The order of the probe rows below the header: one without tint, one for each tint. */
export const PROBES: readonly (Tint | "")[] = ["", ...TINT_NAMES];

/**
 * Takes the probe rows out of a worksheet that exceljs wrote and reads the style ids off them: they
 * are the only way to learn which id exceljs gave to which style.
 */
export function openTemplate(xml: string, headerRow: number): SheetTemplate {
  const end = xml.indexOf("</sheetData>");
  const firstProbe = xml.indexOf(`<row r="${headerRow + 1}"`);
  if (end < 0 || firstProbe < 0) throw new TypeError("Cannot open worksheet: no probe rows below the header");
  const rows = xml.slice(firstProbe, end).split("</row>");
  const styles = new Map(
    PROBES.map((tint, index) => [
      tint,
      [...rows[index]!.matchAll(/<c r="[A-Z]+\d+"(?: s="(\d+)")?/g)].map((c) => Number(c[1] ?? 0)),
    ]),
  );
  // The number of rows is not known yet, and the dimension is optional (ECMA-376 §18.3.1.35).
  return {
    before: xml.slice(0, firstProbe).replace(/<dimension[^>]*\/>/, ""),
    after: xml.slice(end),
    styles,
  };
}
