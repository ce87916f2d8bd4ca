import { expect, test } from "vitest";
import { withoutNumbers } from "../../lib/delivery/without-numbers.ts";

test.for([
  ["+442079460123 fails", "+442… fails"],
  ["+44 161 496 0123 fails", "+44… fails"],
  ["+44 (0)161 496-0123", "+44…"],
  ["(0161) 496 0123", "(016…"],
  ["0161 496 0123, then 212-555-0123", "0161…, then 212-…"],
  ["01.42.68.53.00", "01.4…"],
  ["tel447700900123.csv", "tel4477….csv"],
  ["+45 20261120", "+45…"],
  ["20261320.csv", "2026….csv"],
] as const)("the number in %j is cut short", ([text, shown]) => {
  expect(withoutNumbers(text)).toBe(shown);
});

test.for([
  "calls-20261120.csv",
  "pbx1-20261120-093000.csv",
  "from 2026-11-20 09:30 to 2026-11-21, 5,022 calls",
  "2026-11-20 2026-11-21.csv",
  "20.11.2026 09.30",
  "203.0.113.30:5060 refused 261 calls with 403, 404 and 480",
  "+4420 and 0049 30: 1,234,567 of 2,345,678",
])("%j names no number and stays", (text) => {
  expect(withoutNumbers(text)).toBe(text);
});
