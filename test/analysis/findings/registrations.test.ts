import { expect, test } from "vitest";
import { findBalanceOrRegistration } from "../../../lib/analysis/findings/balance-or-registration.ts";
import { gatherEvidence } from "../../../lib/analysis/findings/evidence.ts";
import type { FindingFacts } from "../../../lib/analysis/findings/finding-facts.ts";
import { findIncidents } from "../../../lib/analysis/findings/incidents.ts";
import type { GatewaySign } from "../../../lib/calls/gateway-signs.ts";
import { minuteOf, numbersOf, writtenDay } from "./written-day.ts";

/** Alderwick refuses all calls from the 200th to the 220th minute of the day. */
const calls = writtenDay([
  { calls: 100, response: 200, to: numbersOf("+44161496", 50), gateway: "Alderwick" },
  { calls: 20, response: 403, to: numbersOf("+44207946", 20), gateway: "Alderwick", minute: 200 },
  { calls: 100, response: 200, to: numbersOf("+44207946", 50), gateway: "Alderwick", minute: 300 },
]);

const said = (minute: number, code: number, gateway = "Alderwick"): GatewaySign => ({
  source: "pbx",
  method: "REGISTER",
  gateway,
  at: minuteOf(minute),
  code,
  reason: "",
});

function registrationIn(...signs: GatewaySign[]) {
  const [finding] = findBalanceOrRegistration(gatherEvidence(calls, "UTC", { signs }));
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

test("a gateway that does not answer calls is told from one that answers nothing at all", () => {
  const silent = writtenDay([
    { calls: 100, response: 200, to: numbersOf("+44161496", 50), gateway: "Alderwick" },
    { calls: 20, response: 408, to: numbersOf("+44207946", 20), gateway: "Alderwick", minute: 200 },
    { calls: 100, response: 200, to: numbersOf("+44207946", 50), gateway: "Alderwick", minute: 300 },
  ]);
  const unanswered = (...signs: GatewaySign[]) => {
    const [finding] = findIncidents(gatherEvidence(silent, "UTC", { signs }), "failure-incident");
    return (finding!.facts as FindingFacts["incident"]).unanswered;
  };
  const options = (minute: number, code: number, gateway?: string): GatewaySign => ({
    ...said(minute, code, gateway),
    method: "OPTIONS",
  });
  expect(unanswered(options(190, 0), options(225, 200))).toEqual({
    method: "OPTIONS",
    from: minuteOf(190),
    until: minuteOf(225),
  });
  expect(unanswered(options(210, 0))).toMatchObject({ until: null });
  expect(unanswered(options(190, 0), options(199, 200))).toBeNull();
  expect(unanswered(options(221, 0))).toBeNull();
  expect(unanswered(options(190, 0, "Bluefinch"))).toBeNull();
  expect(unanswered(said(190, 403))).toBeNull();
});
