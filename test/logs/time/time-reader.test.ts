import fc from "fast-check";
import { expect, test } from "vitest";
import { TimeReader } from "../../../lib/logs/time/time-reader.ts";
import { iso } from "../collect.ts";

const OPTIONS = { zone: "UTC", dayFirst: true, writtenAtMs: Date.parse("2026-01-02T12:00:00Z") };

function read(text: string, options: Partial<typeof OPTIONS> = {}): string {
  const at = new TimeReader({ ...OPTIONS, ...options }).readText(text);
  return Number.isNaN(at) ? "no date" : iso(at);
}

const TIMES = [
  ["2026-11-22T14:22:15Z", "2026-11-22T14:22:15.000Z"],
  ["2026-11-22T14:22:15.017240+00:00", "2026-11-22T14:22:15.017240Z"],
  ["2026-11-22T14:22:15+0530", "2026-11-22T08:52:15.000Z"],
  ["2026-11-22T14:22:15-02", "2026-11-22T16:22:15.000Z"],
  ["2026-11-22 14:22:15", "2026-11-22T14:22:15.000Z"],
  ["2026-11-22 14:22:15,5", "2026-11-22T14:22:15.500Z"],
  ["2026-11-22 14:22:15.123456789", "2026-11-22T14:22:15.123456Z"],
  ["2026-11-22 14:22:15 UTC", "2026-11-22T14:22:15.000Z"],
  ["2026/11/2 9:05", "2026-11-02T09:05:00.000Z"],
  ["22.11.2026 14:22:15", "2026-11-22T14:22:15.000Z"],
  ["1/9/2017 16:33:01", "2017-09-01T16:33:01.000Z"],
  ["24/08/17 09:32", "2017-08-24T09:32:00.000Z"],
  ["24/08/2017 09:32:00 PM", "2017-08-24T21:32:00.000Z"],
  ["24/08/2017 12:01 am", "2017-08-24T00:01:00.000Z"],
  ["2026-11-22", "2026-11-22T00:00:00.000Z"],
  ["20261122142215", "2026-11-22T14:22:15.000Z"],
  ["1795357335", "2026-11-22T14:22:15.000Z"],
  ["1795357335.017", "2026-11-22T14:22:15.017Z"],
  ["1795357335017", "2026-11-22T14:22:15.017Z"],
  ["1795357335017240", "2026-11-22T14:22:15.017240Z"],
  ["1795357335017240999", "2026-11-22T14:22:15.017240Z"],
  ["Thu, 23 Jul 2020 22:56:28 +0000", "2020-07-23T22:56:28.000Z"],
  ["23 Jul 2020 22:56:28 +0200", "2020-07-23T20:56:28.000Z"],
  ["Thu Jul 23 22:56:28 2020", "2020-07-23T22:56:28.000Z"],
  ["18:57:52.320  UTC Mon Dec 05 2022", "2022-12-05T18:57:52.320Z"],
] as const;

const NO_TIMES = [
  "",
  "NULL",
  "yesterday",
  "0",
  "12",
  "13800",
  "2026-02-29 10:00:00",
  "2026-13-01 10:00:00",
  "31.04.2026 10:00:00",
  "2026-11-22 24:00:00",
  "2026-11-22 14:60:00",
  "2026-11-22 14:22:15 CEST",
  "2026-11-22 14",
  "2026-11-22 14:2",
  "2026-11-22Tx",
  "0001-01-01T00:00:00Z",
  "10.0.0.1",
  "0000000000",
  "9795357338",
  "9795357338845740",
  "1970-01-01T00:30:00+02:00",
  "Foo 22 14:22:15",
];

test.for(TIMES)("%s is %s", ([text, expected]) => {
  expect(read(text)).toBe(expected);
});

test.for(NO_TIMES)("%j is no date", (text) => {
  expect(read(text)).toBe("no date");
});

test("a date that no calendar has does not spoil the one after it", () => {
  const reader = new TimeReader(OPTIONS);
  expect(reader.readText("2026-1-122 10:00:00")).toBeNaN();
  expect(iso(reader.readText("2026-02-22 10:00:00"))).toBe("2026-02-22T10:00:00.000Z");
  expect(reader.readText("2026-1-122 10:00:00")).toBeNaN();
});

test("a time is read where it stands, whatever stands before and after it", () => {
  const around = fc.string({
    unit: fc.constantFrom("1", "2", "0", "-", ":", ".", "/", " ", "T", "p", "m", "Z"),
  });
  const times = fc.constantFrom(...TIMES.map(([text]) => text), ...NO_TIMES);
  fc.assert(
    fc.property(times, around, around, (text, before, after) => {
      const reader = new TimeReader(OPTIONS);
      const bytes = Buffer.from(before + text + after);
      expect(reader.read(bytes, before.length, before.length + text.length)).toBe(reader.readText(text));
    }),
  );
});

test("the order of day and month in dates with slashes is the file's, with dots it is day first", () => {
  expect(read("3/4/2026 10:00:00", { dayFirst: true })).toBe("2026-04-03T10:00:00.000Z");
  expect(read("3/4/2026 10:00:00", { dayFirst: false })).toBe("2026-03-04T10:00:00.000Z");
  expect(read("3.4.2026 10:00:00", { dayFirst: false })).toBe("2026-04-03T10:00:00.000Z");
});

test.for([
  ["America/New_York", "2026-07-01 12:00:00", "2026-07-01T16:00:00.000Z"],
  ["America/New_York", "2026-12-01 12:00:00", "2026-12-01T17:00:00.000Z"],
  ["Asia/Kathmandu", "2026-12-01 12:00:00", "2026-12-01T06:15:00.000Z"],
  ["Australia/Lord_Howe", "2026-04-05 02:30:00", "2026-04-04T16:00:00.000Z"],
  ["America/New_York", "2026-07-01T12:00:00Z", "2026-07-01T12:00:00.000Z"],
  ["America/New_York", "1795357335", "2026-11-22T14:22:15.000Z"],
] as const)("%s: %s is %s", ([zone, text, expected]) => {
  expect(read(text, { zone })).toBe(expected);
});

test("of the hour that the clock change in autumn repeats, the first is taken, and it is noted", () => {
  const reader = new TimeReader({ ...OPTIONS, zone: "Europe/Berlin" });
  expect(iso(reader.readText("2026-10-25 02:30:00"))).toBe("2026-10-25T00:30:00.000Z");
  expect(iso(reader.readText("2026-10-25 03:30:00"))).toBe("2026-10-25T02:30:00.000Z");
  expect(reader.notes()).toEqual([
    "Times in the hour that a clock change repeats in Europe/Berlin, read as the first: 1",
  ]);
});

test("the hour that the clock change in spring skips moves on by the gap, and that is not ambiguous", () => {
  const reader = new TimeReader({ ...OPTIONS, zone: "Europe/Berlin" });
  expect(iso(reader.readText("2026-03-29 02:30:00"))).toBe("2026-03-29T01:30:00.000Z");
  expect(reader.notes()).toEqual([]);
});

test("a syslog time without a year is the last such day before the log was written, never today's guess", () => {
  const reader = new TimeReader(OPTIONS);
  expect(iso(reader.readText("Dec 31 23:59:59"))).toBe("2025-12-31T23:59:59.000Z");
  expect(iso(reader.readText("Jan  2 08:00:00.250"))).toBe("2026-01-02T08:00:00.250Z");
  expect(iso(reader.readText("Feb 29 08:00:00"))).toBe("2024-02-29T08:00:00.000Z");
  expect(reader.notes()).toEqual(["Times without a year, dated by when the log was written: 3"]);
});

test("times of a whole year in a zone agree with Intl", () => {
  const reader = new TimeReader({ ...OPTIONS, zone: "Africa/Cairo" });
  const shown = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Africa/Cairo",
    dateStyle: "short",
    timeStyle: "medium",
  });
  for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 6_113_000) {
    const wall = shown.format(at);
    const read = reader.readText(wall) / 1_000;
    // An hour that comes twice is read as the first.
    expect([at, at - 3_600_000]).toContain(read);
  }
});
