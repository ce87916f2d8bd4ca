import { expect, test } from "vitest";
import { sheetName, sheetReference } from "../../lib/workbook/sheet-name.ts";

test.for([
  ["Ticket sip.example.com", "Ticket sip.example.com"],
  ["Ticket [a/b\\c]:*?", "Ticket -a-b-c----"],
  ["'quoted'", "quoted"],
  ["", "Sheet"],
  ["history", "History log"],
  ["Ticket \u0001gw\uFFFE", "Ticket \uFFFDgw\uFFFD"],
  ["x".repeat(40), "x".repeat(31)],
] as const)("The sheet for %j is called %j", ([wanted, name]) => {
  expect(sheetName(wanted)).toBe(name);
});

test("A name is not cut inside an emoji", () => {
  expect(sheetName(`${"x".repeat(30)}📞`)).toBe("x".repeat(30));
});

test("Two gateways whose names differ only in case get two sheets", () => {
  expect(sheetName("ticket ALPHA", ["Ticket alpha"])).toBe("ticket ALPHA (2)");
  expect(sheetName("y".repeat(40), ["y".repeat(31)])).toBe(`${"y".repeat(27)} (2)`);
});

test("A reference doubles the apostrophes of the sheet's name", () => {
  expect(sheetReference("Ticket O'Neil", "A1")).toBe("'Ticket O''Neil'!A1");
});
