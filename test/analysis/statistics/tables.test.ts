import { expect, test } from "vitest";
import type { CodeClass, Tally } from "../../../lib/analysis/content/report-content.ts";
import type { Call } from "../../../lib/calls/call.ts";
import { describeResponse } from "../../../lib/sip/catalogue/catalogue.ts";
import { OUTCOME_ADVICE } from "../../../lib/sip/catalogue/outcome-advice.ts";
import { CLASSIFICATION_RULES } from "../../../lib/sip/classify/classification-rules.ts";
import { contentOf, mixedDay, ZONE } from "./mixed-day.ts";

// Every figure is counted a second time here, plainly and slowly, from the calls.
const every = mixedDay(41);
const content = contentOf(every);
const calls = every.filter(({ direction }) => direction !== "internal");

const count = (of: readonly Call[], is: (call: Call) => boolean) => of.filter(is).length;
const sum = (values: readonly number[]) => values.reduce((all, each) => all + each, 0);
const distinct = <T>(values: readonly T[]) => [...new Set(values)];
const isBlocked = ({ lastResponse }: Call) => lastResponse >= 900;

/** A call between our own ends is in no ratio. */
const isCounted = ({ direction }: Call) => direction !== "internal";

function plainClass({ lastResponse }: Call): CodeClass {
  if (lastResponse >= 900) return "9xx";
  return lastResponse === 0 ? "none" : (`${String(lastResponse)[0]}xx` as CodeClass);
}

function expectTally(row: Tally, own: readonly Call[]): void {
  expect(row.calls).toBe(own.length);
  const counted = own.filter(isCounted);
  expect(row.answered).toBe(count(counted, ({ answered }) => answered));
  expect(row.kills).toBe(count(own, ({ endedBy }) => endedBy === "kill"));
  expect(row.shortCalls).toBe(
    count(counted, ({ answered, talkMs }) => answered && talkMs !== null && talkMs < 10_000),
  );
  for (const [name, calls] of Object.entries(row.classes)) {
    expect(calls).toBe(count(own, (call) => plainClass(call) === name));
  }
  expect(sum(Object.values(row.outcomes))).toBe(own.length);
  const talks = counted.flatMap(({ answered, talkMs }) => (answered && talkMs !== null ? [talkMs] : []));
  if (talks.length === 0) expect(row.acdMs).toBeNull();
  else expect(row.acdMs).toBeCloseTo(sum(talks) / talks.length, 6);
  expect(row.asr.numerator).toBe(row.answered);
  expect(row.asr.denominator).toBe(count(counted, (call) => !isBlocked(call) && !isPiece(call)));
  expect(row.ner.denominator).toBe(row.asr.denominator);
}

/** Neither start nor response: no attempt. The generated calls all have responses, except the blocked ones. */
function isPiece({ answered, responses, outcome }: Call): boolean {
  return !answered && responses.length === 0 && outcome === "incomplete";
}

test("the totals are those of a plain count", () => {
  const { totals } = content;
  expect(totals.calls).toBe(calls.length);
  expect(totals.internal).toBe(every.length - calls.length);
  expect(totals.blocked).toBe(count(calls.filter(isCounted), isBlocked));
  expect(totals.seizures).toBe(count(calls, isCounted) - totals.blocked);
  for (const direction of ["outbound", "inbound"] as const) {
    const own = calls.filter((call) => call.direction === direction && !isBlocked(call));
    const { numerator, denominator } = totals.directions[direction]!;
    expect([numerator, denominator]).toEqual([count(own, ({ answered }) => answered), own.length]);
  }
  expect(totals.incomplete).toBe(count(calls, ({ complete }) => !complete));
  expect(totals.talkMs).toBe(
    sum(calls.filter(isCounted).map(({ answered, talkMs }) => (answered ? (talkMs ?? 0) : 0))),
  );
  for (const code of distinct(calls.map(({ lastResponse }) => lastResponse))) {
    expect(totals.lastResponses[code]).toBe(count(calls, ({ lastResponse }) => lastResponse === code));
  }
  expect(sum(Object.values(totals.lastResponses))).toBe(calls.length);
  expect(sum(Object.values(totals.outcomes))).toBe(calls.length);
  expect(sum(Object.values(totals.responseOutcomes))).toBe(calls.length);
  expect(sum(Object.values(totals.responsible))).toBe(calls.length);
  expect(sum(Object.values(totals.endedBy))).toBe(calls.length);
  expect(totals.gateways.B).toEqual({
    calls: count(calls, ({ gateway }) => gateway === "B"),
    answered: count(calls.filter(isCounted), ({ gateway, answered }) => gateway === "B" && answered),
    seizures: count(calls.filter(isCounted), (call) => call.gateway === "B" && !isBlocked(call)),
  });
});

test("the totals are plain JSON: stored and read again they are the same", () => {
  expect(JSON.parse(JSON.stringify(content.totals))).toEqual(content.totals);
});

test("rows by response, gateway, area, country, agent and hour each add up to all calls", () => {
  const rows = [content.responses, content.gateways, content.destinations, content.countries] as const;
  for (const table of rows) expect(sum(table.map((row) => row.calls))).toBe(calls.length);
  expect(sum(content.agents.map((row) => row.calls))).toBe(count(calls, ({ agent }) => agent !== ""));
  expect(sum(content.hours.byHour.map((cell) => cell.calls))).toBe(calls.length);
  expect(sum(content.hours.byWeekday.flat().map((cell) => cell.calls))).toBe(calls.length);
  expect(sum(content.hangUps.map((row) => row.calls))).toBe(count(calls, (call) => !isBlocked(call)));
});

test("each gateway and each agent has the figures of its own calls, an unnamed gateway too", () => {
  expect(content.gateways.map(({ gateway }) => gateway).sort()).toEqual(["", "A", "B", "C"]);
  for (const row of content.gateways)
    expectTally(
      row,
      calls.filter(({ gateway }) => gateway === row.gateway),
    );
  for (const row of content.agents) {
    const own = calls.filter(({ agent }) => agent === row.agent);
    expectTally(row, own);
    expect(row.blocked).toBe(count(own, isBlocked));
    expect(row.killsBeforeAnswer).toBe(
      count(own, ({ endedBy, answered }) => endedBy === "kill" && !answered),
    );
    expect(sum(row.blockedPrefixes.map((prefix) => prefix.calls))).toBe(row.blocked);
  }
});

test("an inbound call counts for the direction that it comes from", () => {
  const british = content.countries.find(({ country }) => country === "GB")!;
  const remote = ({ direction, from, to }: Call) => (direction === "inbound" ? from : to);
  expectTally(
    british,
    calls.filter((call) => remote(call).startsWith("+44")),
  );
});

test("the rows of responses say what the code means, how often it came and how often before", () => {
  const before = {
    with: "the day before",
    label: "2026-11-19",
    totals: contentOf(mixedDay(42)).totals,
  } as const;
  const { responses } = contentOf(every, { comparisons: [before] });
  const busy = responses.find(({ code }) => code === 486)!;
  expect(busy).toMatchObject({
    phrase: "Busy Here",
    outcome: "busy",
    responsible: "subscriber",
    before: [
      count(mixedDay(42), ({ lastResponse, direction }) => lastResponse === 486 && direction !== "internal"),
    ],
  });
  expect(busy.share).toBeCloseTo(busy.calls / calls.length, 12);
  expect(responses.every(({ meaning, action }) => meaning !== "" && action !== undefined)).toBe(true);
});

test("what the settings say about a response stands in its row instead of the catalogue's words", () => {
  const override = { code: 486, cause: "all channels of the trunk are taken", action: "Order channels" };
  const told = calls.map((call) => (call.lastResponse === 486 ? { ...call, override } : call));
  const row = contentOf(told).responses.find(({ code }) => code === 486);
  expect(row).toMatchObject({ meaning: "all channels of the trunk are taken", action: "Order channels" });
});

test("a gateway is compared with its own answer ratio before, n/a where it had no calls", () => {
  const old = contentOf(mixedDay(42).filter(({ gateway }) => gateway !== "C")).totals;
  const { gateways } = contentOf(calls, {
    comparisons: [{ with: "the day before", label: "", totals: old }],
  });
  const asrBefore = (name: string) => gateways.find(({ gateway }) => gateway === name)!.asrBefore;
  expect(asrBefore("C")).toEqual([null]);
  expect(asrBefore("A")[0]).toBeCloseTo(old.gateways.A!.answered / old.gateways.A!.seizures, 12);
});

test("hours are those of the report's zone", () => {
  const local = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, hour: "2-digit", hourCycle: "h23" });
  for (const [hour, cell] of content.hours.byHour.entries()) {
    const own = calls.filter(({ start }) => Number(local.format(start / 1000)) === hour);
    expect(cell.calls).toBe(own.length);
    expect(cell.answered).toBe(count(own, ({ answered }) => answered));
  }
  // 20 November 2026 is a Friday.
  expect(sum(content.hours.byWeekday[4]!.map((cell) => cell.calls))).toBe(calls.length);
});

test("delays of all gateways come first, and percentiles are values that occurred", () => {
  const gaps = calls
    .filter(isCounted)
    .flatMap(({ tryingGapMs }) => (tryingGapMs === null ? [] : [tryingGapMs]))
    .sort((a, b) => a - b);
  const [all] = content.delays;
  expect(all).toMatchObject({ gateway: "", overTenSeconds: gaps.filter((gap) => gap >= 10_000).length });
  expect(all!.tryingGap.n).toBe(gaps.length);
  expect(all!.tryingGap.max).toBe(gaps.at(-1));
  expect(gaps).toContain(all!.tryingGap.p95);
  expect(sum(content.delays.slice(1).map(({ tryingGap }) => tryingGap.n))).toBe(gaps.length);
});

test("the slow calls are those with a gap of 10 s and more, the slowest first", () => {
  expect(content.slowCalls).toHaveLength(count(every, ({ tryingGapMs }) => (tryingGapMs ?? 0) >= 10_000));
  const gaps = content.slowCalls.map((i) => every[i]!.tryingGapMs!);
  expect(gaps).toEqual([...gaps].sort((a, b) => b - a));
});

test("data quality sets what the wire showed against what was recorded, the commonest pair first", () => {
  const pairs = [486, 486, 503, null].map((recorded, n) => ({ ...every[n]!, lastResponse: 486, recorded }));
  expect(contentOf(pairs).dataQuality.witnesses).toEqual([
    { onWire: 486, recorded: 486, calls: 2, examples: [0, 1] },
    { onWire: 486, recorded: 503, calls: 1, examples: [2] },
  ]);
});

test("data quality counts every flag, basis and incomplete call", () => {
  const { dataQuality } = content;
  for (const { flag, calls: flagged, examples } of dataQuality.flags) {
    expect(flagged).toBe(count(every, ({ flags }) => flags.includes(flag)));
    expect(examples.every((i) => every[i]!.flags.includes(flag))).toBe(true);
  }
  expect(sum(Object.values(dataQuality.basis))).toBe(every.length);
  expect(dataQuality.complete + dataQuality.incomplete).toBe(every.length);
});

test("the records of all files are added up, rule by rule", () => {
  const file = {
    key: "uploads/pbx/a.csv",
    format: "call-event-csv",
    source: "pbx",
    state: "committed",
    reason: "",
    records: { total: 10, used: 6, ignored: { comment: 1, "blank-line": 2 }, rejected: 1 },
    rejections: [],
    unknownResults: {},
    outcomes: {},
    notes: [],
  } as const;
  const other = { ...file, records: { total: 3, used: 2, ignored: { comment: 1 }, rejected: 0 } };
  expect(contentOf(calls, { files: [file, other] }).dataQuality.records).toEqual({
    total: 13,
    used: 8,
    ignored: { comment: 2, "blank-line": 2 },
    rejected: 1,
  });
});

test("gateways are compared on the same directions only, the clearest difference first", () => {
  for (const row of content.headToHead) {
    expect(row.betterRatio.value).toBeGreaterThanOrEqual(row.worseRatio.value!);
    expect(Math.min(row.betterCalls, row.worseCalls)).toBeGreaterThanOrEqual(20);
    expect(row.significant).toBe(row.pValue * content.headToHead.length <= 0.05);
  }
  const pValues = content.headToHead.map(({ pValue }) => pValue);
  expect(pValues).toEqual([...pValues].sort((a, b) => a - b));
});

test("every pair of gateways that share a destination is compared once, and with itself never", () => {
  const pairs = content.headToHead.map(({ prefix, better, worse }) =>
    [prefix, ...[better, worse].sort()].join(" "),
  );
  expect(new Set(pairs).size).toBe(pairs.length);
  for (const { better, worse } of content.headToHead) expect(better).not.toBe(worse);
  const sent = calls.filter(
    (call) =>
      call.gateway !== "" && call.direction === "outbound" && !isBlocked(call) && call.to.startsWith("+4420"),
  );
  const busyOnes = ["A", "B", "C"].filter((name) => count(sent, ({ gateway }) => gateway === name) >= 20);
  expect(content.headToHead.filter(({ prefix }) => prefix === "+4420")).toHaveLength(
    (busyOnes.length * (busyOnes.length - 1)) / 2,
  );
});

test("a comparison counts the calls that left us: no block of our own, no call to us", () => {
  const day = calls.map((call) => ({ ...call, direction: "outbound" as const }));
  const blocked = day.map((call) => ({
    ...call,
    lastResponse: 903,
    responses: [],
    outcome: "direction blocked" as const,
    answered: false,
  }));
  const inbound = day.map((call) => ({ ...call, direction: "inbound" as const, from: call.to }));
  const plain = contentOf(day).headToHead;
  expect(plain.length).toBeGreaterThan(0);
  const sizes = (rows: typeof plain) =>
    rows.map((row) => [row.prefix, row.better, row.betterCalls, row.worseCalls]);
  expect(sizes(contentOf([...day, ...blocked]).headToHead)).toEqual(sizes(plain));
  expect(sizes(contentOf([...day, ...inbound]).headToHead)).toEqual(sizes(plain));
});

test("hang-ups count by gateway, side and phase, with the short calls among them", () => {
  for (const row of content.hangUps) {
    const own = calls.filter(
      (call) =>
        !isBlocked(call) &&
        call.gateway === row.gateway &&
        call.endedBy === row.endedBy &&
        phaseOf(call) === row.phase,
    );
    expect(row.calls).toBe(own.length);
    expect(row.share).toBeCloseTo(own.length / count(calls, (call) => !isBlocked(call)), 12);
    expect(row.shortCalls).toBe(
      count(own, ({ answered, talkMs }) => answered && talkMs !== null && talkMs < 10_000),
    );
  }
  expect(sum(content.hangUps.map(({ shortCalls }) => shortCalls))).toBeGreaterThan(0);
});

function phaseOf({ answered, stage }: Call): string {
  if (answered) return "connected";
  if (stage === "progress") return "ringing";
  return stage === "trying" ? "trying" : "before a response";
}

test("agents come in order of their calls, then of their names", () => {
  const order = content.agents.map(({ calls: own, agent }) => [-own, agent] as const);
  const sorted = order.toSorted(([a, one], [b, other]) => a - b || (one < other ? -1 : 1));
  expect(order).toEqual(sorted);
  expect(new Set(content.agents.map(({ calls: own }) => own)).size).toBeGreaterThan(1);
});

test("a response with its usual outcome has the meaning of its code, with another one that of the rule", () => {
  const [call] = calls;
  const with100 = (outcome: "stalled" | "cancelled by us", rule: string) => ({
    ...call!,
    lastResponse: 100,
    reason: "Trying",
    outcome,
    rule,
    answered: false,
  });
  const { responses } = contentOf([
    with100("stalled", "stalled"),
    with100("stalled", "stalled"),
    with100("cancelled by us", "cancelled-early"),
  ]);
  const [usual, early] = [
    describeResponse(100, {}),
    CLASSIFICATION_RULES.find(({ id }) => id === "cancelled-early")!,
  ];
  expect(responses).toMatchObject([
    { outcome: "stalled", calls: 2, meaning: usual.meaning, action: usual.action },
    {
      outcome: "cancelled by us",
      calls: 1,
      meaning: early.because,
      action: OUTCOME_ADVICE["cancelled by us"].action,
    },
  ]);
});

test("a rule that knows more than the code says what to do, even where the outcome is the usual one", () => {
  const [call] = calls;
  const refused = { ...call!, lastResponse: 603, reason: "Decline", outcome: "rejected by callee" as const };
  const atOnce = { ...refused, answered: false, responsible: "unknown", rule: "refused-at-once" } as const;
  const byPerson = {
    ...refused,
    answered: false,
    responsible: "subscriber",
    rule: "final-response",
  } as const;
  const byMachine = CLASSIFICATION_RULES.find(({ id }) => id === "refused-at-once")!;
  expect(contentOf([...Array<Call>(9).fill(atOnce), byPerson]).responses).toMatchObject([
    { calls: 10, responsible: "unknown", meaning: byMachine.because, action: byMachine.action },
  ]);
  // Of one in three it says nothing about the others.
  expect(contentOf([atOnce, byPerson, byPerson]).responses).toMatchObject([
    { calls: 3, meaning: "the subscriber does not want to take the call" },
  ]);
});

test("a report without calls has empty tables and ratios that are n/a, not zero", () => {
  const empty = contentOf([]);
  expect(empty.totals).toMatchObject({ calls: 0, answered: 0, acdMs: null });
  expect(empty.totals.ratios.asr.value).toBeNull();
  expect(empty.findings).toEqual([]);
  expect(empty.responses).toEqual([]);
  expect(empty.trend).toEqual([]);
  expect(empty.hours.byHour).toHaveLength(24);
});
