import { expect, test } from "vitest";
import { localTime } from "../../../lib/report/sheets/local-time.ts";

const time = localTime("Europe/Berlin");
const at = (iso: string) => Date.parse(iso) * 1000;

test("An instant is written by the clock of the zone, summer and winter", () => {
  expect(time.minute(at("2026-11-20T13:05:09Z"))).toBe("2026-11-20 14:05");
  expect(time.second(at("2026-07-20T13:05:09Z"))).toBe("2026-07-20 15:05:09");
});

test("A span within a day needs no date unless the report has several days", () => {
  const [from, to] = [at("2026-11-20T13:05:00Z"), at("2026-11-20T15:20:00Z")];
  expect(time.span(from, to)).toBe("14:05 – 16:20");
  expect(time.span(from, to, true)).toBe("2026-11-20 14:05 – 16:20");
});

test("A span over midnight names both days", () => {
  expect(time.span(at("2026-11-20T22:30:00Z"), at("2026-11-21T00:10:00Z"))).toBe(
    "2026-11-20 23:30 – 2026-11-21 01:10",
  );
});

test("A span may lack its begin, its end or both", () => {
  expect(time.span(at("2026-11-20T13:05:00Z"), null)).toBe("14:05 –");
  expect(time.span(null, at("2026-11-20T13:05:00Z"))).toBe("– 2026-11-20 14:05");
  expect(time.span(null, null)).toBe("");
});
