import { expect, test } from "vitest";
import { UNTIMED } from "../../../lib/sip/call-event.ts";
import { classify } from "../../../lib/sip/classify/classify.ts";
import { call, START } from "../arbitrary-call.ts";

// Where one outcome ends and the next begins: on the edge, and a hair before it.

const outcomeOf = (flow: string, facts: Parameters<typeof call>[1] = {}) =>
  classify(call(flow, facts)).outcome;

test.for([
  ["we end 10 s after a silent 100", "0 invite; 0.1 100; 10.1 kill", "stalled"],
  ["a hair before", "0 invite; 0.1 100; 10.099 kill", "cancelled by us"],
  ["they end 10 s after a silent 100", "0 invite; 0.1 100; 10.1 finish", "stalled"],
  ["a hair before", "0 invite; 0.1 100; 10.099 finish", "provider failure"],
  ["we end at a time that is not known, after 100", "0 invite; 0.1 100; - kill", "stalled"],
  ["they end in silence", "0 invite; 1 finish", "no response"],
] as const)("%s: %s", ([, flow, outcome]) => {
  expect(outcomeOf(flow, { basis: "reported" })).toBe(outcome);
});

test.for([
  ["the log shows 31 s of silence, the time of the last retransmission", "0 invite", 31, "no response"],
  ["a hair less", "0 invite", 30.999, "result not told"],
  ["nothing tells how long", "0 invite", null, "result not told"],
  ["we end after 31 s of silence", "0 invite; 31 kill", 60, "no response"],
  ["a hair before", "0 invite; 30.999 kill", 60, "cancelled by us"],
  ["we end after 40 s, and the log shows 20 s", "0 invite; 40 kill", 20, "cancelled by us"],
  ["the silence is counted from the last INVITE", "0 invite; 1 407; 2 invite", 32.999, "result not told"],
  ["which is 31 s ago", "0 invite; 1 407; 2 invite", 33, "no response"],
] as const)("%s: %s, silent until %s s, is %s", ([, flow, seconds, outcome]) => {
  const silentUntil = seconds === null ? UNTIMED : START + seconds * 1e6;
  expect(outcomeOf(flow, { silentUntil })).toBe(outcome);
});

test.for([
  [32, "no response", "kill"],
  [31.999, "timeout", "finish"],
] as const)("a recorded 408 after %d s without any progress is %s", ([seconds, outcome, endedBy]) => {
  expect(classify(call(`0 invite; ${seconds} 408`, { basis: "reported" }))).toMatchObject({
    outcome,
    endedBy,
  });
});

test("a 408 on the wire is a response, however late; a 100 before it shows that the provider was there", () => {
  expect(outcomeOf("0 invite; 40 408", { basis: "wire" })).toBe("timeout");
  expect(outcomeOf("0 invite; 0.1 100; 40 408", { basis: "reported" })).toBe("timeout");
  expect(outcomeOf("0 invite; 1 408", { basis: "local" })).toBe("no response");
});

test.for([
  [1, "invalid number", "number list"],
  [2, "invalid number", "provider"],
  [3, "invalid number", "provider"],
  [16, "invalid number", "number list"],
] as const)("404 with Q.850 cause %d: %s, %s", ([q850, outcome, responsible]) => {
  expect(classify(call(`0 invite; 1 404 Not Found q850 ${q850}`))).toMatchObject({
    outcome,
    responsible,
    q850,
  });
});

test.for([
  [480, 18, "no answer"],
  [480, 19, "no answer"],
  [480, 20, "callee unavailable"],
  [503, 27, "provider failure"],
  [503, 38, "provider failure"],
  [503, 41, "provider failure"],
  [503, 34, "congestion"],
  [500, 34, "congestion"],
  [500, 42, "congestion"],
  [500, 44, "congestion"],
  [500, 47, "congestion"],
  [500, 41, "provider failure"],
] as const)("%d with Q.850 cause %d is %s", ([code, q850, outcome]) => {
  expect(outcomeOf(`0 invite; 1 ${code} Because q850 ${q850}`)).toBe(outcome);
});

test.for([
  ["connect-without-200", "0 invite; 1 180; 5 connect; 9 finish"],
  ["200-without-connect", "0 invite; 1 180; 5 200; 9 finish"],
  ["contradictory-finals", "0 invite; 1 180; 5 200; 5.1 486; 9 bye by caller"],
  ["answered-after-cancel", "0 invite; 1 180; 5 cancel by caller; 5.1 200"],
  ["no-start", "1 180; 5 486"],
  ["no-end", "0 invite; 1 180; 5 200"],
] as const)("%s is told of: %s", ([flag, flow]) => {
  expect(classify(call(flow, { basis: "reported" })).flags).toContain(flag);
});

test("a complete call has no flag, and what a record leaves out is none", () => {
  const flow = "0 invite; 1 180; 5 200; 5 connect; 9 finish";
  expect(classify(call(flow, { basis: "reported" })).flags).toEqual([]);
  expect(classify(call("0 invite; 5 200", { basis: "reported", whole: true })).flags).toEqual([]);
  expect(classify(call("5 486", { basis: "reported", whole: true })).flags).toEqual([]);
  expect(classify(call("0 invite; 5 200; 5.1 486", { basis: "derived", whole: true })).flags).toEqual([]);
});

test.for([
  ["481 to a BYE of ours", "0 invite; 1 200; 9 bye by caller", [200]],
  [
    "a later failure of a call that the log marks as connected",
    "0 invite; 1 200; 1 connect; 9 500; 10 finish",
    [200],
  ],
  ["a 100 that comes after the 180", "0 invite; 1 180; 1.1 100; 5 486", [180, 100, 486]],
] as const)("%s leaves the responses of the INVITE as they are", ([, flow, responses]) => {
  expect(classify(call(flow)).responses).toEqual(responses);
});

test("a 100 that was overtaken by a 180 makes no gap", () => {
  expect(classify(call("0 invite; 1 180; 1.1 100; 5 486"))).toMatchObject({
    tryingGapMs: null,
    ringMs: 4_000,
  });
});

test.for([
  ["480 then 603 of two branches", "0 invite; 1 480; 2 603", 603],
  ["603 then 480", "0 invite; 1 603; 2 480", 603],
  ["603 then 600", "0 invite; 1 603; 2 600", 603],
  ["480 then 486", "0 invite; 1 480; 2 486", 480],
] as const)("on the wire, %s: %d", ([, flow, lastResponse]) => {
  expect(classify(call(flow)).lastResponse).toBe(lastResponse);
});

test("in a record the later of two final responses counts, unless the first ends all branches", () => {
  const last = (flow: string) => classify(call(flow, { basis: "reported" })).lastResponse;
  expect(last("0 invite; 1 480; 2 486")).toBe(486);
  expect(last("0 invite; 1 603; 2 486")).toBe(603);
});

test("the session request delay ends with the first sign of a result, not with 100 or 199", () => {
  const delay = (flow: string) => classify(call(flow)).sessionRequestDelayMs;
  expect(delay("0 invite; 0.1 100; 0.2 199; 2 180; 5 200")).toBe(2_000);
  expect(delay("0 invite; 0.1 100; 3 486")).toBe(3_000);
  expect(delay("0 invite; 0.1 100; 4 200")).toBe(4_000);
  expect(delay("0 invite; 0.1 100; 1 401")).toBe(1_000);
  expect(delay("0 invite; 0.1 100; 5 cancel by caller; 5.1 487")).toBeNull();
});

test("a call whose first event carries no time starts with the first one that does", () => {
  const start = Date.UTC(2026, 10, 22, 9) * 1000;
  expect(classify(call("- invite; 3 180; 5 486")).start).toBe(start + 3_000_000);
  expect(classify(call("- invite; - 486")).start).toBe(0);
  expect(classify(call("7 bye by caller; 4 finish")).start).toBe(start + 4_000_000);
});

test.for([
  ["nothing", "0 invite", "none"],
  ["SIP 0", "0 invite; 0.1 response", "reached"],
  ["100", "0 invite; 0.1 100", "trying"],
  ["180", "0 invite; 0.1 100; 1 180", "progress"],
  ["an answer", "0 invite; 1 200", "connected"],
  ["an answer and an end", "0 invite; 1 200; 5 bye by caller", "ended"],
  ["a failure alone", "0 invite; 1 486", "reached"],
] as const)("%s: the stage is %s", ([, flow, stage]) => {
  expect(classify(call(flow)).stage).toBe(stage);
});

test.for([
  ["we called", "caller", "finish"],
  ["we were called", "callee", "kill"],
] as const)("whoever sends the final response ends the call: %s", ([, ourSide, endedBy]) => {
  expect(classify(call("0 invite; 1 486", { ourSide })).endedBy).toBe(endedBy);
});

test("an answer without a time and a mark of connection with one: the call was picked up at the mark", () => {
  expect(classify(call("0 invite; - 200; 5 connect; 9 finish"))).toMatchObject({
    setupMs: 5_000,
    talkMs: 4_000,
  });
  expect(classify(call("0 invite; 4 200; - connect; 9 finish"))).toMatchObject({
    setupMs: 4_000,
    talkMs: 5_000,
  });
  expect(classify(call("0 invite; 4 200; 5 connect; 9 finish"))).toMatchObject({
    setupMs: 4_000,
    talkMs: 5_000,
  });
});

test("a BYE of ours before an answer is our CANCEL only where a 487 follows", () => {
  expect(classify(call("0 invite; 1 180; 5 bye by caller; 5.1 487"))).toMatchObject({
    endedBy: "kill",
    lastResponse: 180,
  });
  expect(classify(call("0 invite; 1 180; 5 bye by caller; 5.1 486"))).toMatchObject({
    endedBy: "finish",
    lastResponse: 486,
  });
});

test("a response to a later request of the caller is inside the dialog", () => {
  const { events, ...facts } = call("0 invite; 1 200; 9 408");
  const numbered = events.map((event) => ({ ...event, cseq: event.code === 408 ? 2 : 1 }));
  expect(classify({ ...facts, events: numbered })).toMatchObject({
    responses: [200],
    flags: expect.arrayContaining(["dropped-in-dialog"]),
  });
  const unnumbered = events.map((event) => ({ ...event, cseq: 0 }));
  expect(classify({ ...facts, events: unnumbered }).responses).toEqual([200, 408]);
});

test("a block counts only where nothing came back", () => {
  expect(classify(call("0 invite; 1 486; 2 blocked code 903")).lastResponse).toBe(486);
  expect(classify(call("0 invite; 2 blocked code 903")).lastResponse).toBe(903);
});

test("where no file shows the INVITE, whoever receives the ringing is the caller", () => {
  expect(classify(call("1 183 by tag:a; 5 200 by tag:a; 9 bye by tag:a")).endedBy).toBe("kill");
  expect(classify(call("1 180 by tag:a; 5 200 by tag:a; 9 bye by tag:b")).endedBy).toBe("finish");
  expect(classify(call("5 200 by tag:a; 9 bye by tag:b")).endedBy).toBeNull();
});

test("a 200 after the log's own mark of connection is the answer, a failure after it is not the INVITE's", () => {
  expect(classify(call("0 invite; 5 connect; 5.1 200; 9 finish")).responses).toEqual([200]);
  expect(classify(call("0 invite; 5 connect; 5.1 500; 9 finish")).responses).toEqual([]);
});

test.for([
  ["a 487 that no CANCEL of ours explains", "0 invite; 1 200; 2 487", true],
  ["another failure, though we cancelled", "0 invite; 1 180; 2 cancel by caller; 2.1 200; 2.2 486", true],
  ["the 487 of a CANCEL that lost the race", "0 invite; 1 180; 2 cancel by caller; 2.1 200; 2.2 487", false],
] as const)("a final response after the answer contradicts it: %s: %s", ([, flow, contradicts]) => {
  const { flags } = classify(call(flow));
  expect(flags.includes("contradictory-finals")).toBe(contradicts);
});

test("a BYE that does not say whose it is ends the call, and nobody knows who ended it", () => {
  expect(classify(call("0 invite; 1 200; 5 bye", { callerTag: "a" }))).toMatchObject({
    talkMs: 4_000,
    endedBy: null,
  });
});
