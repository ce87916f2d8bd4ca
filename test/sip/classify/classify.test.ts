import fc from "fast-check";
import { expect, test } from "vitest";
import { CLASSIFICATION_RULES } from "../../../lib/sip/classify/classification-rules.ts";
import { type CallFacts, classify } from "../../../lib/sip/classify/classify.ts";
import { OUTCOMES, RESPONSIBLES } from "../../../lib/sip/outcomes.ts";
import { explain } from "../../../lib/text/en/explain.ts";
import { arbitraryEvent, call } from "../arbitrary-call.ts";

test("486 Busy Here after 180 Ringing is busy, not unanswered", () => {
  const verdict = classify(call("0 invite; 0.1 100; 0.5 180; 3 486 Busy Here"));
  expect(verdict).toMatchObject({ lastResponse: 486, outcome: "busy", stage: "progress", endedBy: "finish" });
});

test("A call that we cancel while it rings ends with 180, and the 487 is kept as seen on the wire", () => {
  const verdict = classify(call("0 invite; 0.1 100; 0.5 180; 20 cancel by caller; 20.1 487"));
  expect(verdict).toMatchObject({
    lastResponse: 180,
    lastOnWire: 487,
    outcome: "no answer",
    endedBy: "kill",
  });
});

test("A BYE without an answer in the log is not our CANCEL", () => {
  const verdict = classify(call("0 invite; 0.1 180; 5 bye by caller"));
  expect(verdict).toMatchObject({ lastResponse: 180, outcome: "result not told", endedBy: null });
});

test("A log that writes its BYE and then who ended the call says who hung up", () => {
  const verdict = classify(call("0 invite; 0.1 100; 5 200; 5 connect; 60 bye; 60.001 finish"));
  expect(verdict).toMatchObject({ lastResponse: 200, endedBy: "finish", talkMs: 55_000 });
});

test("The order in which events are handed over changes nothing", () => {
  fc.assert(
    fc.property(
      fc.array(arbitraryEvent, { maxLength: 12 }),
      fc.nat(),
      fc.boolean(),
      (events, seed, whole) => {
        const unique = [...new Map(events.map((e) => [`${e.kind} ${e.code} ${e.cseq} ${e.by}`, e])).values()];
        const facts: CallFacts = {
          basis: "wire",
          whole,
          silentUntil: 0,
          events: unique,
          callerTag: "a",
          ourSide: "caller",
        };
        const shuffled = unique.toSorted(
          (a, b) => mix(seed, unique.indexOf(a)) - mix(seed, unique.indexOf(b)),
        );
        expect(classify({ ...facts, events: shuffled })).toEqual(classify(facts));
      },
    ),
    { numRuns: 3000 },
  );
});

test("Every set of events has an outcome, a rule and an explanation", () => {
  const ids = new Set(CLASSIFICATION_RULES.map((rule) => rule.id));
  fc.assert(
    fc.property(
      fc.array(arbitraryEvent, { maxLength: 12 }),
      fc.constantFrom("wire", "reported", "derived", "local"),
      fc.constantFrom("caller", "callee"),
      fc.boolean(),
      (events, basis, ourSide, whole) => {
        const verdict = classify({ basis, whole, silentUntil: 0, events, callerTag: "a", ourSide });
        expect(OUTCOMES).toContain(verdict.outcome);
        expect(RESPONSIBLES).toContain(verdict.responsible);
        expect(ids).toContain(verdict.rule);
        expect(
          explain({ ...verdict, attempts: [], direction: ourSide === "caller" ? "outbound" : "inbound" }),
        ).toMatch(/^.{10,}\.$/);
        expect(verdict.answered).toBe(verdict.outcome === "answered");
        for (const ms of [verdict.setupMs, verdict.talkMs, verdict.ringMs, verdict.tryingGapMs]) {
          expect(ms === null || ms >= 0).toBe(true);
        }
      },
    ),
    { numRuns: 2000 },
  );
});

test("Each rule has an id of its own and names its source", () => {
  expect(new Set(CLASSIFICATION_RULES.map((rule) => rule.id)).size).toBe(CLASSIFICATION_RULES.length);
  for (const rule of CLASSIFICATION_RULES) expect(rule.source).not.toBe("");
});

function mix(seed: number, index: number): number {
  return Math.imul(seed ^ (index * 2654435761), 1597334677) >>> 0;
}

test("A duration is only known where both of its ends have a time", () => {
  expect(classify(call("0 invite; - 180; - 200; 30 bye"))).toMatchObject({ setupMs: null, talkMs: null });
  expect(classify(call("- invite; 1 180; 5 200; 30 bye"))).toMatchObject({
    setupMs: null,
    ringMs: 4_000,
    talkMs: 25_000,
  });
  expect(classify(call("0 invite; 0.1 100; 5 200; - bye"))).toMatchObject({ setupMs: 5_000, talkMs: null });
});

test("A duration that would be negative, by clocks that disagree, is not known", () => {
  expect(classify(call("10 invite; 10.1 100; 15 200; 12 bye by callee"))).toMatchObject({ talkMs: null });
});

test("A re-INVITE of the callee does not take the responses to another request with the number of our CANCEL", () => {
  const flow = call("0 invite; 0.1 100; 8 cancel by caller; 8.1 486; 9 reinvite by callee");
  const events = flow.events.map((event) => ({
    ...event,
    cseq: event.kind === "invite" ? 1 : event.kind === "reinvite" ? 7 : 2,
  }));
  expect(classify({ ...flow, events }).responses).toContain(486);
});

test("A re-INVITE's failure is not the call's, whoever of both is named, and the other side's is", () => {
  const flow = (invite: string, reinvite: string, response: string) => {
    const { events, ...facts } = call(
      `0 invite ${invite}; 0.1 100; 1 reinvite ${reinvite}; 1.1 488 ${response}`,
    );
    const numbered = events.map((event) => ({
      ...event,
      cseq: event.kind === "invite" || event.code === 100 ? 1 : 2,
    }));
    return classify({ ...facts, events: numbered }).responses;
  };
  expect(flow("", "by caller", "by caller")).toEqual([100]);
  expect(flow("", "by caller", "")).toEqual([100]);
  expect(flow("", "", "by caller")).toEqual([100]);
  expect(flow("", "by callee", "by caller")).toEqual([100, 488]);
});

test("A request that is an INVITE and a re-INVITE by number is the INVITE", () => {
  const { events, ...facts } = call("0 invite; 0.1 reinvite by caller; 0.2 486 by caller");
  const numbered = events.map((event) => ({ ...event, cseq: 1 }));
  expect(classify({ ...facts, events: numbered })).toMatchObject({ responses: [486], outcome: "busy" });
});

test("A block without a code has none, and is not taken for an answer", () => {
  expect(classify(call("0 blocked"))).toMatchObject({
    lastResponse: 0,
    outcome: "direction blocked",
    answered: false,
  });
  expect(classify(call("0 invite; 1 connect"))).toMatchObject({ lastResponse: 200, answered: true });
});
