import { expect, test } from "vitest";
import { refusedRegistrations } from "../../../lib/analysis/statistics/refused-registrations.ts";

const said = (at: number, code: number, gateway = "Alderwick", source = "pbx") => ({
  source,
  gateway,
  at,
  code,
  reason: "",
});

test("refusals with one code are one period until a registration is accepted", () => {
  expect(refusedRegistrations([said(1, 403), said(2, 403), said(3, 200), said(4, 403)])).toEqual([
    { gateway: "Alderwick", code: 403, from: 1, to: 2, acceptedAt: 3 },
    { gateway: "Alderwick", code: 403, from: 4, to: 4, acceptedAt: null },
  ]);
});

test("another code, another gateway and another source are periods of their own", () => {
  const periods = refusedRegistrations([
    said(1, 403),
    said(2, 503),
    said(3, 403, "Bluefinch"),
    said(4, 503, "Alderwick", "pbx2"),
    said(5, 200),
  ]);
  expect(periods.map(({ gateway, code, from, acceptedAt }) => [gateway, code, from, acceptedAt])).toEqual([
    ["Alderwick", 403, 1, null],
    ["Alderwick", 503, 2, 5],
    ["Bluefinch", 403, 3, null],
    ["Alderwick", 503, 4, null],
  ]);
});

test("a registration that was accepted is no period", () => {
  expect(refusedRegistrations([said(1, 200)])).toEqual([]);
});
