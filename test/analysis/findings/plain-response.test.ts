import { expect, test } from "vitest";
import { gatherEvidence } from "../../../lib/analysis/findings/evidence.ts";
import { findAll } from "../../../lib/analysis/findings/find-all.ts";
import type { Call } from "../../../lib/calls/call.ts";
import { numbersOf, writtenDay } from "./written-day.ts";

// Whatever a code usually means: where the evidence of the calls says otherwise, no finding blames the provider for it.

const TO = numbersOf("+44207946", 400);

/** A day on which calls in the middle end like this, each to another number. */
function dayWith(ends: Partial<Call>): Call[] {
  const calls = writtenDay([
    { calls: 300, response: 200, to: TO },
    { calls: 30, response: 404, to: TO.slice(300), minute: 120, everySeconds: 10 },
  ]);
  return calls.map((call) => (call.lastResponse === 404 ? { ...call, ...ends } : call));
}

test.each<Partial<Call>>([
  { lastResponse: 503, q850: 17, outcome: "busy", responsible: "subscriber" },
  { lastResponse: 500, q850: 1, outcome: "invalid number", responsible: "number list" },
  { lastResponse: 500, q850: 20, outcome: "callee unavailable", responsible: "subscriber" },
  { lastResponse: 503, outcome: "no answer", responsible: "subscriber" },
  { lastResponse: 503, outcome: "answered elsewhere", responsible: "nobody" },
  { lastResponse: 503, outcome: "no response", responsible: "us: settings" },
  { lastResponse: 503, outcome: "congestion", responsible: "us: settings", rule: "call-rate" },
  { lastResponse: 408, outcome: "no answer", responsible: "subscriber" },
  { lastResponse: 486, outcome: "no answer", responsible: "subscriber" },
  { lastResponse: 403, q850: 1, outcome: "invalid number", responsible: "number list" },
  { lastResponse: 403, q850: 17, outcome: "busy", responsible: "subscriber" },
  { lastResponse: 404, q850: 34, outcome: "congestion", responsible: "provider" },
])("$lastResponse that is $outcome: $responsible", (ends) => {
  expect(findAll(gatherEvidence(dayWith(ends), "UTC"))).toEqual([]);
});

test.each<Partial<Call>>([
  { lastResponse: 500, q850: 34, outcome: "congestion", responsible: "provider" },
  { lastResponse: 503, outcome: "congestion", responsible: "provider" },
  {
    lastResponse: 503,
    reason: "Insufficient balance",
    outcome: "forbidden",
    responsible: "us: settings",
    rule: "balance",
  },
])("$lastResponse that is $outcome: $responsible is found", (ends) => {
  expect(findAll(gatherEvidence(dayWith(ends), "UTC"))).toHaveLength(1);
});
