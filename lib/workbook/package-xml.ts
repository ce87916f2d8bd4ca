import { escapeXml } from "./cell-text.ts";

const DECLARATION = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n`;
const RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

export interface Relationship {
  readonly id: string;
  /** Last part of the relationship type: "worksheet", "drawing" … */
  readonly type: string;
  readonly target: string;
}

export interface SheetEntry {
  readonly name: string;
  readonly relationship: string;
}

/** A defined name; `sheet` is its sheet's position where the name belongs to one sheet. */
export interface NameEntry {
  readonly name: string;
  readonly refersTo: string;
  readonly sheet?: number;
  readonly hidden?: boolean;
}

export function relationshipsXml(relationships: readonly Relationship[]): string {
  const entries = relationships.map(
    ({ id, type, target }) =>
      `<Relationship Id="${id}" Type="${type.includes(":") ? type : `${OFFICE}/${type}`}" Target="${escapeXml(target)}"/>`,
  );
  return `${DECLARATION}<Relationships xmlns="${RELATIONSHIPS}">${entries.join("")}</Relationships>`;
}

export function workbookXml(sheets: readonly SheetEntry[], names: readonly NameEntry[]): string {
  const sheetList = sheets.map(
    (sheet, index) =>
      `<sheet name="${escapeXml(sheet.name)}" sheetId="${index + 1}" r:id="${sheet.relationship}"/>`,
  );
  const nameList = names.map(
    ({ name, refersTo, sheet, hidden }) =>
      `<definedName name="${name}"${sheet === undefined ? "" : ` localSheetId="${sheet}"`}${hidden ? ` hidden="1"` : ""}>${escapeXml(refersTo)}</definedName>`,
  );
  return (
    `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr/>` +
    `<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="28800" windowHeight="16000" activeTab="0" firstSheet="0"/></bookViews>` +
    `<sheets>${sheetList.join("")}</sheets>` +
    (nameList.length > 0 ? `<definedNames>${nameList.join("")}</definedNames>` : "") +
    `<calcPr calcId="191029"/></workbook>`
  );
}

const CONTENT = "application/vnd.openxmlformats-officedocument";
/** Content types by the folder or file that a part is in. */
const CONTENT_TYPES: readonly (readonly [RegExp, string])[] = [
  [/^xl\/workbook\.xml$/, `${CONTENT}.spreadsheetml.sheet.main+xml`],
  [/^xl\/worksheets\/[^/]+\.xml$/, `${CONTENT}.spreadsheetml.worksheet+xml`],
  [/^xl\/tables\//, `${CONTENT}.spreadsheetml.table+xml`],
  [/^xl\/drawings\/[^/]+\.xml$/, `${CONTENT}.drawing+xml`],
  [/^xl\/charts\//, `${CONTENT}.drawingml.chart+xml`],
  [/^xl\/styles\.xml$/, `${CONTENT}.spreadsheetml.styles+xml`],
  [/^xl\/sharedStrings\.xml$/, `${CONTENT}.spreadsheetml.sharedStrings+xml`],
  [/^xl\/theme\//, `${CONTENT}.theme+xml`],
  [/^docProps\/core\.xml$/, "application/vnd.openxmlformats-package.core-properties+xml"],
  [/^docProps\/app\.xml$/, `${CONTENT}.extended-properties+xml`],
];

export function contentTypesXml(parts: Iterable<string>): string {
  let overrides = "";
  for (const part of parts) {
    const type = CONTENT_TYPES.find(([pattern]) => pattern.test(part))?.[1];
    if (type) overrides += `<Override PartName="/${part}" ContentType="${type}"/>`;
  }
  return (
    `${DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/>${overrides}</Types>`
  );
}

/** Extended properties without the list of sheets, which is optional and not known yet. */
export const APP_XML = `${DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Microsoft Excel</Application><DocSecurity>0</DocSecurity></Properties>`;

export const ROOT_RELATIONSHIPS: readonly Relationship[] = [
  { id: "rId1", type: "officeDocument", target: "xl/workbook.xml" },
  {
    id: "rId2",
    type: "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
    target: "docProps/core.xml",
  },
  { id: "rId3", type: "extended-properties", target: "docProps/app.xml" },
];
