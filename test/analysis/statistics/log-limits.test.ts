import { expect, test } from "vitest";
import type { Call } from "../../../lib/calls/call.ts";
import { LOG_LIMITS_EN } from "../../../lib/text/en/log-limits.ts";
import { writtenDay } from "../findings/written-day.ts";
import { contentOf } from "./mixed-day.ts";

// What a log never shows is said once, so that nobody reads its absence as a result.

const to = ["+442079460000"];
const answered = (calls: number) => writtenDay([{ calls, response: 200, to }]);
const busy = (calls: number) => writtenDay([{ calls, response: 486, to, minute: 500 }]);
const bare = (calls: readonly Call[]) =>
  calls.map((call) => ({ ...call, responses: [call.lastResponse], ringMs: null }));
const limitsOf = (calls: readonly Call[]) => contentOf(calls).logLimits.map(({ id }) => id);

test("a log of twenty answered calls and no other cannot tell a ratio, one failed call among them is enough", () => {
  expect(limitsOf(answered(20))).toEqual(["no-failures"]);
  expect(limitsOf(answered(19))).toEqual([]);
  expect(limitsOf([...answered(20), ...busy(1)])).toEqual([]);
});

test("a log without provisional responses and ring times cannot tell how far calls got", () => {
  expect(limitsOf(bare([...answered(19), ...busy(1)]))).toEqual(["no-progress"]);
  const [first, ...others] = bare([...answered(19), ...busy(1)]);
  expect(limitsOf([{ ...first!, ringMs: 3_000 }, ...others])).toEqual([]);
});

test("a log without ends cannot tell how long people talked", () => {
  const endless = [...answered(20), ...busy(1)].map((call) => ({ ...call, talkMs: null }));
  expect(limitsOf(endless)).toEqual(["no-ends"]);
});

test("captures without one response show one direction only; one response, or a record beside them, is enough", () => {
  const sent = busy(3).map(
    (call): Call => ({ ...call, basis: "wire", responses: [], outcome: "result not told" }),
  );
  expect(limitsOf(sent)).toContain("one-direction");
  expect(limitsOf([...sent, { ...sent[0]!, responses: [100] }])).not.toContain("one-direction");
  expect(limitsOf(sent.map((call): Call => ({ ...call, basis: "reported" })))).not.toContain("one-direction");
});

test("captures without one INVITE show one direction only as well", () => {
  const heard = busy(3).map((call): Call => ({ ...call, basis: "wire", flags: ["no-start"] }));
  expect(limitsOf(heard)).toContain("no-invites");
  expect(limitsOf([...heard, { ...heard[0]!, flags: [] }])).not.toContain("no-invites");
});

test("captures lack messages where an ACK or a BYE shows a response that is not in them", () => {
  const seen = busy(3).map((call): Call => ({ ...call, basis: "wire" }));
  expect(limitsOf(seen)).not.toContain("lost-packets");
  const lacking: Partial<Call>[] = [
    { flags: ["answer-not-seen"] },
    { rule: "acknowledged-unseen", outcome: "result not told" },
    { rule: "bye-without-answer", outcome: "result not told" },
  ];
  for (const one of lacking) expect(limitsOf([...seen, { ...seen[0]!, ...one }])).toContain("lost-packets");
  expect(limitsOf([...busy(3), { ...busy(1)[0]!, rule: "bye-without-answer" }])).not.toContain(
    "lost-packets",
  );
});

test("calls whose result no log tells are counted, and are no failures", () => {
  const untold = busy(2).map((call): Call => ({ ...call, outcome: "result not told", lastResponse: 0 }));
  const content = contentOf([...answered(20), ...untold]);
  expect(content.logLimits).toEqual([
    { id: "untold", calls: 2, of: 22 },
    { id: "no-failures", calls: 20, of: 20 },
  ]);
  expect(content.totals.ratios.asr).toMatchObject({ numerator: 20, denominator: 20 });
  expect(content.logLimits.map((limit) => LOG_LIMITS_EN[limit.id](limit))).toEqual([
    "The logs do not tell how 2 of 22 calls ended: no ratio, finding or ticket counts them.",
    "The logs hold no failed call among 20: if calls that failed are left out, its ratios say nothing.",
  ]);
});
