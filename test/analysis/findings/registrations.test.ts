import { expect, test } from "vitest";
import { findBalanceOrRegistration } from "../../../lib/analysis/findings/balance-or-registration.ts";
import { gatherEvidence } from "../../../lib/analysis/findings/evidence.ts";
import type { FindingFacts } from "../../../lib/analysis/findings/finding-facts.ts";
import type { Registration } from "../../../lib/calls/registrations.ts";
import { minuteOf, numbersOf, writtenDay } from "./written-day.ts";

/** Alderwick refuses all calls from the 200th to the 220th minute of the day. */
const calls = writtenDay([
  { calls: 100, response: 200, to: numbersOf("+44161496", 50), gateway: "Alderwick" },
  { calls: 20, response: 403, to: numbersOf("+44207946", 20), gateway: "Alderwick", minute: 200 },
  { calls: 100, response: 200, to: numbersOf("+44207946", 50), gateway: "Alderwick", minute: 300 },
]);

const said = (minute: number, code: number, gateway = "Alderwick"): Registration => ({
  source: "pbx",
  gateway,
  at: minuteOf(minute),
  code,
  reason: "",
});

function registrationIn(...registrations: Registration[]) {
  const [finding] = findBalanceOrRegistration(gatherEvidence(calls, "UTC", { registrations }));
  return (finding!.facts as FindingFacts["balance-or-registration"]).registration;
}

test("the first refusal of the login from an hour before the calls were refused is the evidence", () => {
  expect(registrationIn(said(199, 403), said(204, 403))).toEqual({ at: minuteOf(199), code: 403 });
  expect(registrationIn(said(210, 404))).toEqual({ at: minuteOf(210), code: 404 });
});

test("no evidence is a refusal long before, after, of another gateway, or one that was accepted before the calls", () => {
  expect(registrationIn()).toBeNull();
  expect(registrationIn(said(139, 403))).toBeNull();
  expect(registrationIn(said(221, 403))).toBeNull();
  expect(registrationIn(said(199, 403, "Bluefinch"))).toBeNull();
  expect(registrationIn(said(150, 403), said(160, 200))).toBeNull();
});

test("a login that the gateway accepted while it refused calls is evidence that it is something else", () => {
  expect(registrationIn(said(150, 200), said(210, 200))).toEqual({ at: minuteOf(210), code: 200 });
  expect(registrationIn(said(199, 403), said(210, 200))).toEqual({ at: minuteOf(199), code: 403 });
  expect(registrationIn(said(199, 200), said(221, 200))).toBeNull();
});
