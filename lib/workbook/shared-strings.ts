import { type TextRepairs, textElementBody } from "./cell-text.ts";

/** The workbook's table of repeated texts: what exceljs put there, and the words of the row sheets behind it. */
export interface SharedStrings {
  /** Index of a text, added if new; null when the table is full and the text belongs into its cell. */
  index(text: string): number | null;
  xml(): Generator<string>;
}

/** Keeps the table, which is held in memory, from growing with the rows. */
const MAX_WORDS = 100_000;

/** @param existing xl/sharedStrings.xml of exceljs, if it wrote one. */
export function createSharedStrings(existing: string | undefined, repairs: TextRepairs): SharedStrings {
  const items = existing?.match(/<sst[^>]*>([\s\S]*)<\/sst>/)?.[1] ?? "";
  const first = items.split("<si>").length - 1;
  const indexes = new Map<string, number>();
  const added: string[] = [];

  return {
    index(text) {
      const known = indexes.get(text);
      if (known !== undefined) return known;
      if (added.length >= MAX_WORDS) return null;
      const index = first + added.length;
      indexes.set(text, index);
      added.push(`<si><t${textElementBody(text, repairs)}</t></si>`);
      return index;
    },
    *xml() {
      // The counts of ECMA-376 §18.4.9 are optional and need every cell counted.
      yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${items}`;
      yield* added;
      yield "</sst>";
    },
  };
}
