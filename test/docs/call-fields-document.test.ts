import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CALL_FIELD_NAMES } from "../../lib/calls/call-fields.ts";
import { CALL_COLUMNS } from "../../lib/report/sheets/calls-sheet.ts";
import { callFieldsDocument } from "./call-fields-document.ts";

test("docs/call-fields.md is what the table says; `npm run docs` makes it", () => {
  const committed = readFileSync(new URL("../../docs/call-fields.md", import.meta.url), "utf8");
  expect(committed).toBe(callFieldsDocument());
});

test("every field of a call is a column of the sheet Calls, once, or in its timeline", () => {
  const columns: readonly string[] = CALL_COLUMNS;
  const shown = columns.filter((name) => !["timeline", "findings", "inWords"].includes(name));
  expect([...shown, "responses", "responseOffsetsMs"].sort()).toEqual([...CALL_FIELD_NAMES].sort());
});
