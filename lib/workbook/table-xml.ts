import { escapeXml } from "./cell-text.ts";

/** Part of an Excel table (ECMA-376 §18.5.1.2): filter buttons, a name for formulas and pivot tables. */
export function tableXml(id: number, name: string, ref: string, headers: readonly string[]): string {
  const columns = headers
    .map((header, index) => `<tableColumn id="${index + 1}" name="${escapeXml(header)}"/>`)
    .join("");
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n` +
    `<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" id="${id}" name="${name}" displayName="${name}" ref="${ref}" totalsRowShown="0">` +
    `<autoFilter ref="${ref}"/><tableColumns count="${headers.length}">${columns}</tableColumns>` +
    `<tableStyleInfo showFirstColumn="0" showLastColumn="0" showRowStripes="0" showColumnStripes="0"/></table>`
  );
}

/**
 * Checks what Excel would repair: a table's name starts with a letter and looks like no cell, its
 * headers differ without regard to case.
 *
 * @throws {RangeError} naming the table
 */
export function checkTable(name: string, headers: readonly string[], taken: ReadonlySet<string>): void {
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name) || /^([A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*|[RrCc])$/.test(name)) {
    throw new RangeError(`Cannot name table "${name}": not a name that Excel accepts`);
  }
  if (taken.has(name.toLowerCase())) throw new RangeError(`Cannot name table "${name}": the name is taken`);
  const different = new Set(headers.map((header) => header.toLowerCase()));
  if (different.size < headers.length)
    throw new RangeError(`Cannot write table "${name}": two headers are equal`);
}
