import { expect, test } from "vitest";
import type { Basis } from "../../../lib/sip/call-event.ts";
import { classify } from "../../../lib/sip/classify/classify.ts";
import { call } from "../arbitrary-call.ts";

/** A record of a whole call, as a CDR is. A dash stands for an event without a time. */
const record = (flow: string, basis: Basis = "reported") => classify(call(flow, { basis, whole: true }));

test("A record that ends with 180 is a call that nobody picked up", () => {
  expect(record("0 invite; 3 180")).toMatchObject({
    lastResponse: 180,
    outcome: "no answer",
    rule: "last-of-a-record",
    complete: true,
    flags: [],
  });
});

test("A record that ends with 100 stalled at the provider", () => {
  expect(record("0 invite; 3 100")).toMatchObject({ outcome: "stalled", responsible: "provider" });
});

test("A record without a result tells none, whoever ended the call and however late", () => {
  for (const flow of ["0 invite", "0 invite; 60 kill", "0 invite; 60 finish", "0 invite; 60 bye"])
    expect(record(flow)).toMatchObject({
      lastResponse: 0,
      outcome: "result not told",
      responsible: "unknown",
      answered: false,
    });
});

test.for([
  ['0 invite; - ringing "NO ANSWER"; 30 480', "no answer"],
  ['0 invite; - ringing "missed"; 30 408', "no answer"],
  ["0 invite; 5 ringing; 15 480", "callee unavailable"],
  ["0 invite; 5 ringing; 25 480", "no answer"],
  ["0 invite; 5 ringing; 25 487", "no answer"],
  ["0 invite; 5 487", "cancelled by us"],
] as const)("A record that tells that it rang: %s is %s", ([flow, outcome]) => {
  expect(record(flow)).toMatchObject({ outcome });
});

test("A 487 of a record was sent by whoever called: us, or the one who called us", () => {
  expect(record("0 invite; 5 487")).toMatchObject({ endedBy: "kill" });
  const inbound = call("0 invite; 5 ringing; 25 487", { basis: "reported", whole: true, ourSide: "callee" });
  expect(classify(inbound)).toMatchObject({
    outcome: "no answer",
    responsible: "us: agent",
    endedBy: "finish",
  });
});

test("A record of 4 s that ends with 100 is no stall, one of 10 s is", () => {
  expect(record("0 invite; - 100; 4 kill by caller")).toMatchObject({ outcome: "cancelled by us" });
  expect(record("0 invite; - 100; 10 kill by caller")).toMatchObject({ outcome: "stalled" });
});

test("Who ended a call is kept for every failure of a record", () => {
  expect(record("0 invite; 5 480; 5 kill by caller")).toMatchObject({ lastResponse: 480, endedBy: "kill" });
  expect(record("0 invite; 5 480; 5 finish by callee")).toMatchObject({
    lastResponse: 480,
    endedBy: "finish",
  });
});

test("A record that writes 0 says that nothing came back", () => {
  expect(record("0 invite; 0 response code 0")).toMatchObject({
    lastResponse: 0,
    outcome: "no response",
    responsible: "provider",
  });
});

test("Events without times keep their causal order and give no delays", () => {
  const verdict = record("- invite; - 487; - 180; - cancel by caller; - 100");
  expect(verdict).toMatchObject({
    lastResponse: 180,
    lastOnWire: 487,
    responses: [100, 180, 487],
    outcome: "no answer",
  });
  expect(verdict).toMatchObject({
    responseOffsetsMs: [null, null, null],
    ringMs: null,
    tryingGapMs: null,
    start: 0,
    end: null,
  });
});

test("A record that only knows when a call began still has its start", () => {
  expect(record("0 invite; - 486")).toMatchObject({
    start: Date.UTC(2026, 10, 22, 9) * 1000,
    outcome: "busy",
    responseOffsetsMs: [null],
  });
});

test("487 of a record whose other side cancelled is no answer if it rang, else the provider's failure", () => {
  expect(record("0 invite; 2 180; 30 487; 30 finish")).toMatchObject({
    outcome: "no answer",
    endedBy: "finish",
  });
  expect(record("0 invite; 30 487; 30 finish")).toMatchObject({
    outcome: "provider failure",
    endedBy: "finish",
  });
});

test("487 of a record that does not say who cancelled is probably our own", () => {
  expect(record("0 invite; 30 487")).toMatchObject({
    lastResponse: 487,
    outcome: "cancelled by us",
    responsible: "us: settings",
  });
});

test("A refusal by our own side of a call to us is ended by us", () => {
  const verdict = classify(
    call("0 invite; 1 486; 1 kill", { basis: "reported", whole: true, ourSide: "callee" }),
  );
  expect(verdict).toMatchObject({
    lastResponse: 486,
    outcome: "busy",
    endedBy: "kill",
    responsible: "us: agent",
  });
});

test("A record marks the answer without a 200: no reason for a note", () => {
  expect(record("0 invite; 5 connect; 25 finish", "derived")).toMatchObject({
    lastResponse: 200,
    talkMs: 20_000,
    endedBy: "finish",
    flags: [],
  });
});

test("a 0 of a record says that nothing came back only if that was for 32 s, or the record does not say how long", () => {
  const told = { outcome: "no response", responsible: "provider" };
  expect(record("0 invite; 0.1 0; 33 finish")).toMatchObject(told);
  expect(record("0 invite; 0.1 0")).toMatchObject(told);
  expect(record("0 invite; 0.1 0; 4 kill")).toMatchObject({ outcome: "cancelled by us" });
  expect(record("0 invite; 0.1 0; 4 over")).toMatchObject({
    outcome: "result not told",
    rule: "silence-too-short",
  });
});

test("of two records that tell other results for the same moment the better response counts, and a flag says so", () => {
  const flags = ["records-disagree"];
  expect(record("0 invite; 20 486; 20 503")).toMatchObject({ lastResponse: 486, outcome: "busy", flags });
  expect(record("0 invite; 20 480; 20 200; 30 bye by caller")).toMatchObject({ lastResponse: 200, flags });
  // One after the other they are two attempts.
  expect(record("0 invite; 20 486; 40 503")).toMatchObject({ lastResponse: 503, flags: [] });
});

test("408 of a finished record may have come from anywhere: the record shows no silence", () => {
  expect(record("0 invite; 33 408")).toMatchObject({ outcome: "timeout", rule: "final-response" });
  expect(record("0 invite; 33 408; 33 finish")).toMatchObject({ outcome: "timeout", endedBy: "finish" });
});

test("408 and 503 that our own side made up are no responses", () => {
  expect(record("0 invite; 32 408", "local")).toMatchObject({ rule: "local-timeout", endedBy: "kill" });
  expect(record("0 invite; 0.01 503", "local")).toMatchObject({ rule: "transport-error", endedBy: "kill" });
});

test("A 200 with a BYE that was not seen is connected, not ended", () => {
  expect(record("0 invite; 5 200")).toMatchObject({ stage: "connected", endedBy: null, byeAnswered: null });
});

test("A response of another attempt that was settled long before does not come back", () => {
  const verdict = classify(call("0 invite; 1 503; 2 invite; 3 180; 13 cancel by caller; 13.1 487"));
  expect(verdict).toMatchObject({ lastResponse: 180, outcome: "no answer", ringMs: 10_000 });
});

test("Clocks that disagree give no negative durations", () => {
  expect(classify(call("5 invite; 1 180; 3 200"))).toMatchObject({
    sessionRequestDelayMs: null,
    setupMs: null,
  });
});
