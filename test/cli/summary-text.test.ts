import { expect, test } from "vitest";
import { type StoredTotals, summaryText } from "../../infra/local/cli/summary-text.ts";

const ratio = { numerator: 0, denominator: 0, value: null, low: null, high: null, small: true };
const TOTALS: StoredTotals = {
  calls: 1100,
  answered: 500,
  blocked: 100,
  seizures: 1000,
  incomplete: 0,
  talkMs: 0,
  acdMs: null,
  ratios: { asr: ratio, abr: ratio, ner: ratio, ser: ratio, seer: ratio, isa: ratio, scr: ratio },
  postDial: { n: 0, mean: null, p50: null, p90: null, p95: null, p99: null, max: null },
  lastResponses: {},
  outcomes: {},
  responseOutcomes: {
    "200 answered": 500,
    "486 busy": 400,
    "100 stalled": 60,
    "100 cancelled by us": 40,
    "900 direction blocked": 100,
  },
  responsible: {},
  endedBy: { kill: 0, finish: 0, unknown: 0 },
  gateways: {
    Alderwick: { calls: 600, answered: 200, seizures: 500 },
    Bluefinch: { calls: 490, answered: 300, seizures: 490 },
    tiny: { calls: 10, answered: 0, seizures: 10 },
  },
  summary: ["Bluefinch stalled at 100 for 20 minutes"],
};

test("the first line counts calls that were never sent apart from those that failed", () => {
  expect(summaryText(TOTALS)).toMatch(
    /^1,100 calls over 3 gateways: 500 answered \(50\.0 %\), 100 never sent\n/,
  );
});

test("the worst gateway is compared with the others, and a handful of calls makes none the worst", () => {
  expect(summaryText(TOTALS)).toContain(
    "Worst gateway: Alderwick, 200 of 500 answered (40.0 %; the others 61.2 %)\n",
  );
});

test("one gateway alone is not called the worst", () => {
  const gateways = { Alderwick: TOTALS.gateways.Alderwick! };
  expect(summaryText({ ...TOTALS, gateways })).not.toContain("Worst gateway");
});

test("failures are named by response, meaning and who has to act, the most frequent first", () => {
  const lines = summaryText(TOTALS).split("\n");
  const failures = lines.filter((line) => /^ +\d+ {2}\d{3} /.test(line)).map((line) => line.trim());
  expect(failures.map((line) => line.split(":")[0])).toEqual([
    "400  486 Busy Here",
    "100  900 Direction blocked",
    "60  100 Trying",
    "40  100 Trying",
  ]);
  expect(lines[lines.findIndex((line) => line.includes("486")) + 1]).toMatch(/→ subscriber: /);
  expect(lines[lines.findIndex((line) => line.includes(" 60  100")) + 1]).toMatch(/→ provider: /);
});

test("a 100 that we cut short ourselves is not put down to the provider", () => {
  const text = summaryText(TOTALS);
  expect(text).toContain("40  100 Trying: cancelled by us\n       → us: agent: Nothing for the provider");
});

test("what stands out is listed as the report says it", () => {
  expect(summaryText(TOTALS)).toContain("What stands out:\n  - Bluefinch stalled at 100 for 20 minutes\n");
});

test("a report without calls says so and claims no ratio", () => {
  const empty = {
    ...TOTALS,
    calls: 0,
    answered: 0,
    blocked: 0,
    responseOutcomes: {},
    gateways: {},
    summary: [],
  };
  expect(summaryText(empty)).toBe("0 calls: 0 answered (n/a)\n");
});
