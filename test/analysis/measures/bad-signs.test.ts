import { expect, test } from "vitest";
import { badSigns } from "../../../lib/analysis/measures/bad-signs.ts";
import type { GatewaySign } from "../../../lib/calls/gateway-signs.ts";

const said = (at: number, code: number, gateway = "Alderwick", source = "pbx"): GatewaySign => ({
  source,
  gateway,
  method: "REGISTER",
  at,
  code,
  reason: "",
});

test("refusals with one code are one period until a registration is accepted", () => {
  expect(badSigns([said(1, 403), said(2, 403), said(3, 200), said(4, 403)])).toEqual([
    { gateway: "Alderwick", method: "REGISTER", code: 403, from: 1, to: 2, wellAt: 3 },
    { gateway: "Alderwick", method: "REGISTER", code: 403, from: 4, to: 4, wellAt: null },
  ]);
});

test("another code, another gateway and another source are periods of their own", () => {
  const periods = badSigns([
    said(1, 403),
    said(2, 503),
    said(3, 403, "Bluefinch"),
    said(4, 503, "Alderwick", "pbx2"),
    said(5, 200),
  ]);
  expect(periods.map(({ gateway, code, from, wellAt }) => [gateway, code, from, wellAt])).toEqual([
    ["Alderwick", 403, 1, null],
    ["Alderwick", 503, 2, 5],
    ["Bluefinch", 403, 3, null],
    ["Alderwick", 503, 4, null],
  ]);
});

test("a registration that was accepted is no period", () => {
  expect(badSigns([said(1, 200)])).toEqual([]);
});

test("a server that says anything to OPTIONS is there; one that says nothing is not", () => {
  const options = (at: number, code: number): GatewaySign => ({ ...said(at, code), method: "OPTIONS" });
  expect(badSigns([options(1, 0), options(5, 404), options(6, 200)])).toEqual([
    { gateway: "Alderwick", method: "OPTIONS", code: 0, from: 1, to: 1, wellAt: 5 },
  ]);
  expect(badSigns([options(1, 0), said(2, 200)])).toMatchObject([{ method: "OPTIONS", wellAt: null }]);
});
