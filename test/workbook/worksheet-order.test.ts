import { expect, test } from "vitest";
import { insertChild } from "../../lib/workbook/worksheet-order.ts";

const insert = (xml: string, child: Parameters<typeof insertChild>[1]) =>
  insertChild(`</sheetData>${xml}</worksheet>`, child, `<${child}/>`).slice(12, -12);

test("A drawing comes after the page set-up and before the table parts", () => {
  expect(insert('<pageSetup a=">"/><tableParts/>', "drawing")).toBe(
    '<pageSetup a=">"/><drawing/><tableParts/>',
  );
});

test("A drawing is not misled by an extension list inside a data bar", () => {
  const bars = "<conditionalFormatting><cfRule><extLst><ext/></extLst></cfRule></conditionalFormatting>";
  expect(insert(`${bars}<pageMargins/><extLst/>`, "drawing")).toBe(
    `${bars}<pageMargins/><drawing/><extLst/>`,
  );
});

test("Links come behind conditional formatting, where exceljs's streaming writer puts them in front", () => {
  expect(insert("<conditionalFormatting/><pageMargins/>", "hyperlinks")).toBe(
    "<conditionalFormatting/><hyperlinks/><pageMargins/>",
  );
});

test("An element that comes last stands before the end", () => {
  expect(insert("<pageMargins/>", "tableParts")).toBe("<pageMargins/><tableParts/>");
  expect(insert("", "autoFilter")).toBe("<autoFilter/>");
});
