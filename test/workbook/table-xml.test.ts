import { expect, test } from "vitest";
import { checkTable } from "../../lib/workbook/table-xml.ts";

test.for(["Calls", "Calls_2", "ByHour"])("Excel accepts a table called %s", (name) => {
  expect(() => checkTable(name, ["A"], new Set())).not.toThrow();
});

test.for(["2nd", "By hour", "AB12", "R1C1", "r", ""])("Excel would repair a table called %j", (name) => {
  expect(() => checkTable(name, ["A"], new Set())).toThrow(RangeError);
});

test("A table's name is taken whatever its case", () => {
  expect(() => checkTable("CALLS", ["A"], new Set(["calls"]))).toThrow("the name is taken");
});

test("Two headers of a table must differ", () => {
  expect(() => checkTable("Calls", ["To", "TO"], new Set())).toThrow("two headers are equal");
});
