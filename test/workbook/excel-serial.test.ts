import { expect, test } from "vitest";
import { excelSerialIn } from "../../lib/workbook/excel-serial.ts";

const serial = (zone: string, iso: string) => excelSerialIn(zone)(Date.parse(iso));
const dayAndMinutes = (value: number | null) => [Math.floor(value!), Math.round((value! % 1) * 1440)];

test("Noon of 2026-03-02 UTC is day 46083 and a half", () => {
  expect(serial("UTC", "2026-03-02T12:00:00Z")).toBe(46_083.5);
});

test.for([
  ["America/New_York", "2026-03-08T06:59:00Z", 46_089, 119],
  ["America/New_York", "2026-03-08T07:00:00Z", 46_089, 180],
  ["America/New_York", "2026-11-01T05:30:00Z", 46_327, 90],
  ["America/New_York", "2026-11-01T06:30:00Z", 46_327, 90],
  ["Asia/Kathmandu", "2026-03-01T18:15:00Z", 46_083, 0],
  ["Australia/Lord_Howe", "2026-04-04T15:30:00Z", 46_117, 120],
  ["Africa/Cairo", "2026-04-23T22:00:00Z", 46_136, 60],
] as const)("In %s the instant %s shows as minute %i of its day", ([zone, iso, day, minute]) => {
  expect(dayAndMinutes(serial(zone, iso))).toEqual([day, minute]);
});

test("Times in any order get the offset of their own season", () => {
  const berlin = excelSerialIn("Europe/Berlin");
  const hours = ["2026-07-01", "2026-01-01", "2026-07-02", "2025-12-31"].map((day) => {
    const at = Date.parse(`${day}T00:00:00Z`);
    return Math.round((berlin(at)! - excelSerialIn("UTC")(at)!) * 24);
  });
  expect(hours).toEqual([2, 1, 2, 1]);
});

test("Milliseconds survive", () => {
  const first = serial("UTC", "2026-03-02T12:00:00.001Z")!;
  expect(Math.round((first - 46_083.5) * 86_400_000)).toBe(1);
});

test("Excel has no number for a time before March 1900, after 9999 or for none at all", () => {
  expect(serial("UTC", "1900-02-28T23:59:59Z")).toBeNull();
  expect(serial("UTC", "1900-03-01T00:00:00Z")).toBe(61);
  expect(serial("UTC", "+010000-01-01T00:00:00Z")).toBeNull();
  expect(excelSerialIn("UTC")(Number.NaN)).toBeNull();
});
