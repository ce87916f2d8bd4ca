import fc from "fast-check";
import { expect, test } from "vitest";
import type { MeasuredCall } from "../../../lib/analysis/measures/metric-definitions.ts";
import { MeasureCollector, measure } from "../../../lib/analysis/measures/metrics.ts";
import { ratio } from "../../../lib/analysis/measures/ratio.ts";
import { PICKED_UP_BY } from "../../../lib/calls/call-attributes.ts";
import type { CallFacts } from "../../../lib/sip/classify/classify.ts";
import { classify } from "../../../lib/sip/classify/classify.ts";
import { arbitraryEvent, call } from "../../sip/arbitrary-call.ts";
import { slowMeasures } from "./slow-measures.ts";

const arbitraryCall: fc.Arbitrary<MeasuredCall> = fc
  .record({
    events: fc.array(arbitraryEvent, { minLength: 1, maxLength: 8 }),
    basis: fc.constantFrom("wire" as const, "reported" as const),
    whole: fc.boolean(),
    success: fc.constantFrom(undefined, undefined, undefined, true, false),
    pickedUpBy: fc.constantFrom(null, null, ...PICKED_UP_BY),
    direction: fc.constantFrom("", "outbound", "inbound", "internal"),
  })
  .map(({ events, basis, whole, success, pickedUpBy, direction }) => ({
    pickedUpBy,
    direction,
    ...classify({ basis, whole, silentUntil: 0, events, callerTag: "a", ourSide: "caller" }),
    ...(success === undefined ? {} : { override: { countsAsSuccess: success } }),
  }));

test("Every metric equals its definition, recomputed call by call", () => {
  fc.assert(
    fc.property(fc.array(arbitraryCall, { maxLength: 60 }), fc.boolean(), (calls, nerCountsInvalidNumber) => {
      expect(measure(calls, { nerCountsInvalidNumber })).toEqual(slowMeasures(calls, nerCountsInvalidNumber));
    }),
    { numRuns: 500 },
  );
});

test("Measuring in parts and merging gives what measuring at once gives", () => {
  fc.assert(
    fc.property(fc.array(arbitraryCall, { maxLength: 40 }), fc.nat(40), (calls, cut) => {
      const [first, second] = [new MeasureCollector(), new MeasureCollector()];
      for (const one of calls.slice(0, cut)) first.add(one);
      for (const one of calls.slice(cut)) second.add(one);
      second.merge(first);
      const merged = second.measures();
      const whole = measure(calls);
      expect({ ...merged, durations: 0, acdMs: 0 }).toEqual({ ...whole, durations: 0, acdMs: 0 });
      expect(merged.durations.talk.p95).toBe(whole.durations.talk.p95);
      expect(merged.durations.requestDelayFailed.max).toBe(whole.durations.requestDelayFailed.max);
    }),
  );
});

/** An outbound call of which nobody says who picked it up. */
function measured(facts: CallFacts): MeasuredCall {
  return { ...classify(facts), pickedUpBy: null, direction: "outbound" };
}

test("Of no calls every ratio is n/a, not zero", () => {
  const { ratios, acdMs, durations } = measure([]);
  expect(Object.values(ratios).map((one) => one.value)).toEqual(Array(8).fill(null));
  expect(acdMs).toBeNull();
  expect(durations.talk.p50).toBeNull();
});

test("A 9XX lowers the answer-bid ratio and not the answer-seizure ratio", () => {
  const calls = [
    measured(call("0 invite; 1 200; 9 bye by caller; 9.1 bye-response")),
    measured(call("0 blocked code 917")),
  ];
  const { ratios, seizures, bids } = measure(calls);
  expect([seizures, bids, ratios.asr.value, ratios.abr.value]).toEqual([1, 2, 1, 0.5]);
});

test("An authenticated call is one attempt, not two", () => {
  const calls = [measured(call("0 invite; 0.1 407; 0.2 invite; 0.3 100; 1 180; 4 200"))];
  expect(measure(calls).ratios.asr).toMatchObject({ numerator: 1, denominator: 1 });
});

test("603+ is neither in NER nor in SEER, 603 is in both", () => {
  const declined = measure([measured(call("0 invite; 1 603 Decline"))]).ratios;
  const blocked = measure([measured(call("0 invite; 1 603 Network Blocked"))]).ratios;
  expect([declined.ner.value, declined.seer.value]).toEqual([1, 1]);
  expect([blocked.ner.value, blocked.seer.value]).toEqual([0, 0]);
});

test("Request delays of answered and of failed calls are never mixed", () => {
  const calls = [
    measured(call("0 invite; 2 180; 5 200")),
    measured(call("0 invite; 7 404")),
    measured(call("0 invite; 0.1 407")),
  ];
  const { requestDelayAnswered, requestDelayFailed } = measure(calls).durations;
  expect([requestDelayAnswered.n, requestDelayAnswered.max]).toEqual([1, 2000]);
  expect([requestDelayFailed.n, requestDelayFailed.max]).toEqual([1, 7000]);
});

test("The interval of 40 of 100 is Wilson's, and 99 calls are marked as few", () => {
  const { low, high, small } = ratio(40, 100);
  expect(low).toBeCloseTo(0.3094, 4);
  expect(high).toBeCloseTo(0.498, 4);
  expect([small, ratio(40, 99).small]).toEqual([false, true]);
});

test("None of 10 answered does not mean that none ever will", () => {
  const none = ratio(0, 10);
  expect(none.low).toBe(0);
  expect(none.high).toBeCloseTo(0.2775, 4);
});

test("numbers that do not exist count for the network where the settings say so", () => {
  const calls = [measured(call("0 invite; 1 404"))];
  expect(measure(calls).ratios.ner.value).toBe(0);
  expect(measure(calls, { nerCountsInvalidNumber: true }).ratios.ner.value).toBe(1);
});
