/** Children of `<worksheet>` behind its rows, in the order that the schema demands (ECMA-376 §18.3.1.99). */
const ORDER = [
  "sheetData",
  "sheetCalcPr",
  "sheetProtection",
  "protectedRanges",
  "scenarios",
  "autoFilter",
  "sortState",
  "dataConsolidate",
  "customSheetViews",
  "mergeCells",
  "phoneticPr",
  "conditionalFormatting",
  "dataValidations",
  "hyperlinks",
  "printOptions",
  "pageMargins",
  "pageSetup",
  "headerFooter",
  "rowBreaks",
  "colBreaks",
  "customProperties",
  "cellWatches",
  "ignoredErrors",
  "smartTags",
  "drawing",
  "legacyDrawing",
  "legacyDrawingHF",
  "picture",
  "oleObjects",
  "controls",
  "webPublishItems",
  "tableParts",
  "extLst",
] as const;

export type WorksheetChild = (typeof ORDER)[number];

/**
 * Puts an element at its place behind the rows.
 *
 * @param after the worksheet from `</sheetData>` (or `<sheetData/>`) on
 */
export function insertChild(after: string, child: WorksheetChild, element: string): string {
  const place = ORDER.indexOf(child);
  for (const { name, start } of topLevelChildren(after)) {
    if (ORDER.indexOf(name as WorksheetChild) > place)
      return after.slice(0, start) + element + after.slice(start);
  }
  const end = after.lastIndexOf("</worksheet>");
  return after.slice(0, end) + element + after.slice(end);
}

/** Elements of the same name also occur deeper (an extLst inside a rule), so depth is counted. */
function* topLevelChildren(after: string): Generator<{ name: string; start: number }> {
  let depth = 0;
  const first = after.indexOf(">") + 1;
  for (const tag of after.slice(first).matchAll(/<(\/?)([\w:]+)(?:"[^"]*"|[^">])*?(\/?)>/g)) {
    if (tag[1]) depth--;
    else {
      if (depth === 0) yield { name: tag[2]!, start: first + tag.index };
      if (!tag[3]) depth++;
    }
    if (depth < 0) return;
  }
}
