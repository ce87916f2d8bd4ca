import { expect, test } from "vitest";
import type { Call } from "../../lib/calls/call.ts";
import { joinFailover } from "../../lib/calls/failover-legs.ts";
import { BLANK } from "../analysis/findings/generated-day.ts";
import { START } from "../sip/arbitrary-call.ts";

const SECOND = 1_000_000;

/** A call that Alderwick refuses half a second after it began. */
const refused: Call = {
  ...BLANK,
  callId: "a",
  direction: "outbound",
  from: "+442079460000",
  to: "+441614960001",
  gateway: "Alderwick",
  start: START,
  end: START + SECOND / 2,
  lastResponse: 503,
  responses: [503],
  responseOffsetsMs: [500],
  outcome: "congestion",
};

/** The call that Bluefinch then takes. */
const taken: Call = {
  ...refused,
  callId: "b",
  gateway: "Bluefinch",
  start: START + SECOND,
  end: START + 61 * SECOND,
  lastResponse: 200,
  responses: [180, 200],
  responseOffsetsMs: [1000, 6000],
  outcome: "answered",
  answered: true,
  setupMs: 6000,
};

const joined = (...calls: Call[]) => joinFailover(calls).calls.map(({ callId }) => callId);

test("a call that another gateway gets as soon as the first has refused it is one call with two attempts", () => {
  const { calls, legs } = joinFailover([refused, taken]);
  expect(calls).toEqual([
    {
      ...taken,
      start: START,
      setupMs: 7000,
      responses: [503, 180, 200],
      responseOffsetsMs: [500, 2000, 7000],
      attempts: [refused, taken],
    },
  ]);
  expect(legs).toEqual([taken]);
});

test("a call that all gateways refuse ends as the last of them refused it", () => {
  const second = {
    ...refused,
    callId: "b",
    gateway: "Bluefinch",
    start: START + SECOND,
    end: START + 2 * SECOND,
  };
  const third = {
    ...second,
    callId: "c",
    gateway: "Copperlane",
    start: START + 2 * SECOND,
    lastResponse: 403,
  };
  const { calls } = joinFailover([refused, second, third]);
  expect(calls).toMatchObject([{ callId: "c", lastResponse: 403, start: START }]);
  expect(calls[0]!.attempts).toEqual([refused, second, third]);
});

test("numbers are compared as subscribers, for each gateway wants them in a form of its own", () => {
  expect(joined(refused, { ...taken, to: "01614960001", from: "02079460000" })).toEqual(["b"]);
});

test("an INVITE that nobody answered is followed up within 32 s", () => {
  const silent = { ...refused, end: null, lastResponse: 0, responses: [], responseOffsetsMs: [] };
  expect(joined(silent, { ...taken, start: START + 32 * SECOND })).toEqual(["b"]);
  expect(joined(silent, { ...taken, start: START + 40 * SECOND })).toEqual(["a", "b"]);
  const ended = { ...refused, end: null };
  expect(joined(ended, { ...taken, start: START + 20 * SECOND })).toEqual(["a", "b"]);
});

test.for<[string, Partial<Call>, Partial<Call>]>([
  ["dialled again later", {}, { start: START + 2 * SECOND }],
  ["dialled at the same time", { end: START + 9 * SECOND }, {}],
  ["over the same gateway", {}, { gateway: "Alderwick" }],
  ["to another number", {}, { to: "+441614960002" }],
  ["by another caller", {}, { from: "+442079460999" }],
  ["in the log of another system", {}, { source: "other" }],
  ["after an answer", { answered: true }, {}],
  ["to us", { direction: "inbound" }, { direction: "inbound" }],
  ["inside our own exchange", { direction: "internal" }, { direction: "internal" }],
  ["over a gateway that no log names", {}, { gateway: "" }],
  ["to no number", { to: "" }, { to: "" }],
])("a call %s is a call of its own", ([, first, second]) => {
  const calls = [
    { ...refused, ...first },
    { ...taken, ...second },
  ];
  expect(joinFailover(calls)).toEqual({ calls, legs: [] });
});

test("no gateway is tried twice within one call: whoever comes back to it dials again", () => {
  const at = (n: number) => ({ start: START + n * SECOND, end: START + n * SECOND + SECOND / 2 });
  const calls = [0, 1, 2, 3].map((n) => ({
    ...refused,
    ...at(n),
    callId: `call-${n}`,
    gateway: n % 2 === 0 ? "Alderwick" : "Bluefinch",
  }));
  expect(joined(...calls)).toEqual(["call-1", "call-3"]);
});

test("what failed minutes ago is forgotten, and what follows it is not", () => {
  const later = 3_600 * SECOND;
  const [first, second] = [refused, taken].map((call) => ({
    ...call,
    callId: `later-${call.callId}`,
    start: call.start + later,
    end: call.end! + later,
  })) as [Call, Call];
  expect(joined(refused, first, second)).toEqual(["a", "later-b"]);
});
