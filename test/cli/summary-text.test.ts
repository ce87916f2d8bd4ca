import { expect, test } from "vitest";
import { type SummarisedReport, summaryText } from "../../infra/local/cli/summary-text.ts";
import { NO_CALLS } from "../support/totals.ts";

const advice = {
  code: 486,
  label: "486",
  phrase: "Busy Here",
  outcome: "busy",
  meaning: "the line is engaged",
  responsible: "subscriber",
  action: "Dial again in some minutes",
  calls: 400,
} as const;
const REPORT: SummarisedReport = {
  totals: {
    ...NO_CALLS,
    calls: 1100,
    answered: 500,
    blocked: 100,
    seizures: 1000,
    responseOutcomes: {
      "200 answered": 500,
      "486 busy": 400,
      "900 direction blocked": 100,
      "100 stalled": 60,
      "100 cancelled by us": 40,
    },
    gateways: {
      Alderwick: { calls: 600, answered: 200, seizures: 500 },
      Bluefinch: { calls: 490, answered: 300, seizures: 490 },
      tiny: { calls: 10, answered: 0, seizures: 10 },
    },
  },
  summary: ["Bluefinch stalled at 100 for 20 minutes"],
  responses: [
    { ...advice, code: 200, label: "200", phrase: "OK", outcome: "answered", calls: 500 },
    advice,
    {
      ...advice,
      code: 100,
      label: "100",
      phrase: "Trying",
      outcome: "stalled",
      responsible: "provider",
      calls: 60,
    },
  ],
};

test("the first line counts calls that were never sent apart from those that failed", () => {
  expect(summaryText(REPORT)).toMatch(
    /^1,100 calls over 3 gateways: 500 answered \(50\.0 %\), 100 never sent\n/,
  );
});

test("a call whose result is not known is not one that failed", () => {
  const told = (untold: number) =>
    summaryText({
      ...REPORT,
      totals: {
        ...NO_CALLS,
        calls: 200,
        answered: untold === 200 ? 0 : 30,
        outcomes: { "result not told": untold },
      },
    }).split("\n")[0];
  expect(told(140)).toBe("200 calls: 30 answered (50.0 %), 140 whose result is not known");
  expect(told(200)).toBe("200 calls: no log tells how they ended");
});

test("the worst gateway is compared with the others, and a handful of calls makes none the worst", () => {
  expect(summaryText(REPORT)).toContain(
    "Lowest answer ratio: Alderwick, 200 of 500 answered (40.0 %; the others 61.2 %)\n",
  );
});

test("one gateway alone is not called the worst", () => {
  const gateways = { Alderwick: REPORT.totals!.gateways.Alderwick! };
  expect(summaryText({ ...REPORT, totals: { ...REPORT.totals!, gateways } })).not.toContain(
    "Lowest answer ratio",
  );
});

test("failures are told as the sheet Responses tells them, the commonest first, the rest by number", () => {
  expect(summaryText(REPORT)).toContain(
    [
      "Last responses of calls that were not answered:",
      "  400  486 Busy Here: the line is engaged",
      "       → subscriber: Dial again in some minutes",
      "   60  100 Trying: the line is engaged",
      "       → provider: Dial again in some minutes",
      "  and 2 more",
    ].join("\n"),
  );
});

test("what stands out is listed as the report says it", () => {
  expect(summaryText(REPORT)).toContain("What stands out:\n  - Bluefinch stalled at 100 for 20 minutes\n");
});

test("a report without calls says so and claims no ratio", () => {
  expect(summaryText({ totals: NO_CALLS, summary: [], responses: [] })).toBe("0 calls: 0 answered (n/a)\n");
});

test("a report whose figures an older release stored in another shape shows none of them", () => {
  expect(summaryText({ ...REPORT, totals: null })).not.toContain("answered (");
});
