import { expect, test } from "vitest";
import type { Call } from "../../lib/calls/call.ts";
import { findingTexts } from "../../lib/text/en/findings.ts";
import { minuteOf, numbersOf, type Run, writtenDay } from "./findings/written-day.ts";
import { contentOf } from "./statistics/mixed-day.ts";

/** Calls that were tried over each of the gateways, the responses in that order, the last one deciding. */
function triedOver(
  run: Omit<Run, "response" | "gateway">,
  way: readonly (readonly [string, number])[],
): Call[] {
  const attempts = way.map(([gateway, response]) => writtenDay([{ ...run, gateway, response }]));
  return attempts.at(-1)!.map((decisive, n) => ({
    ...decisive,
    start: attempts[0]![n]!.start,
    callId: `${decisive.callId}-${way.join()}`,
    attempts: attempts.map(
      (calls, nth): Call => ({ ...calls[n]!, start: calls[n]!.start + nth * 1_000_000 }),
    ),
  }));
}

const byStart = (a: Call, b: Call) => a.start - b.start;

/** Alderwick refuses 300 calls with 503; Bluefinch reaches all of them. Before, Alderwick took what it was given. */
const saved = contentOf(
  [
    ...writtenDay([{ calls: 100, response: 200, to: numbersOf("+44161496", 100), gateway: "Alderwick" }]),
    ...triedOver({ calls: 180, to: numbersOf("+44161496", 180), minute: 200 }, [
      ["Alderwick", 503],
      ["Bluefinch", 200],
    ]),
    ...triedOver({ calls: 120, to: numbersOf("+44207946", 120), minute: 200, everySeconds: 90 }, [
      ["Alderwick", 503],
      ["Bluefinch", 486],
    ]),
  ].sort(byStart),
);

test("an attempt that was followed by another one has failed, though its record does not tell how", () => {
  const [call] = triedOver({ calls: 1, to: ["+441614960001"] }, [
    ["Alderwick", 503],
    ["Bluefinch", 200],
  ]);
  const [failed, last] = call!.attempts;
  const untold = { ...failed!, outcome: "result not told", lastResponse: 0 } as const;
  expect(contentOf([{ ...call!, attempts: [untold, last!] }]).totals.failover).toEqual({ saved: 1, lost: 0 });
});

test("The totals count calls, and say how many a later attempt saved", () => {
  const { totals } = saved;
  expect(totals).toMatchObject({
    calls: 400,
    answered: 280,
    seizures: 400,
    failover: { saved: 300, lost: 0 },
  });
  expect(totals.outcomes).toEqual({ answered: 280, busy: 120 });
  expect(totals.ratios.asr).toMatchObject({ numerator: 280, denominator: 400 });
  expect(totals.ratios.ner.value).toBe(1);
});

test("Gateways count attempts: the one that refused has the refusals, the one that saved has the calls", () => {
  const figures = saved.gateways.map(({ gateway, calls, answered, ner }) => [
    gateway,
    calls,
    answered,
    ner.value,
  ]);
  expect(figures).toEqual([
    ["Alderwick", 400, 100, 0.25],
    ["Bluefinch", 300, 180, 1],
  ]);
  expect(saved.totals.gateways).toEqual({
    Alderwick: { calls: 400, answered: 100, seizures: 400 },
    Bluefinch: { calls: 300, answered: 180, seizures: 300 },
  });
  expect(saved.failover).toMatchObject([
    { gateway: "Alderwick", code: 503, attempts: 300, saved: 300, lost: 0 },
  ]);
});

test("A gateway whose failures others make up for is found and gets its ticket; no call is lost", () => {
  const [finding, ...others] = saved.findings;
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ kind: "failure-incident", gateway: "Alderwick", lost: 0, saved: 300 });
  expect(finding!.proof.map((i) => saved.attempts.all[i]!.lastResponse)).toEqual(Array(300).fill(503));
  const { title } = findingTexts(saved.findings, saved.calls, "UTC").get(finding!)!;
  expect(title).toContain("Alderwick failed with 5xx");
  expect(saved.incidents).toMatchObject([{ from: minuteOf(200), calls: 300 }]);
  expect(saved.tickets.map(({ gateway, problems }) => [gateway, problems.length])).toEqual([
    ["Alderwick", 1],
  ]);
  expect(saved.tickets[0]!.problems[0]).toMatchObject({ code: 503, calls: finding!.proof });
});

test("The gateway that gets what others could not deliver is not compared with them", () => {
  const content = contentOf(
    [
      ...writtenDay([{ calls: 300, response: 200, to: numbersOf("+44161496", 300), gateway: "Alderwick" }]),
      ...triedOver({ calls: 300, to: numbersOf("+44161496", 300) }, [
        ["Alderwick", 404],
        ["Bluefinch", 404],
      ]),
    ].sort(byStart),
  );
  expect(content.headToHead).toEqual([]);
  expect(content.findings.map(({ kind }) => kind)).not.toContain("provider-difference");
});

test("A call that no gateway delivers is lost after all of them, unless somebody gave it up", () => {
  const way: [string, number][] = [
    ["Alderwick", 503],
    ["Bluefinch", 500],
  ];
  const [refused] = triedOver({ calls: 1, to: ["+442079460000"] }, way);
  const givenUp: Call = { ...refused!, outcome: "cancelled by us" };
  expect(contentOf([refused!]).totals.failover).toEqual({ saved: 0, lost: 1 });
  expect(contentOf([refused!]).failover).toMatchObject([
    { gateway: "Bluefinch", code: 500, lost: 1 },
    { gateway: "Alderwick", code: 503, lost: 1 },
  ]);
  expect(contentOf([givenUp]).totals.failover).toEqual({ saved: 0, lost: 0 });
});

test("A phone that rang, an answer elsewhere and a redirection are no failures of their gateway", () => {
  for (const outcome of ["no answer", "answered elsewhere", "redirected"] as const) {
    const [call] = triedOver({ calls: 1, to: ["+442079460000"] }, [
      ["Alderwick", 486],
      ["Bluefinch", 200],
    ]);
    const [first, second] = call!.attempts;
    const content = contentOf([{ ...call!, attempts: [{ ...first!, outcome }, second!] }]);
    expect(content.totals.failover).toEqual({ saved: 0, lost: 0 });
    expect(content.failover).toEqual([]);
    expect(content.gateways.map(({ gateway, calls }) => [gateway, calls])).toEqual([
      ["Alderwick", 1],
      ["Bluefinch", 1],
    ]);
  }
});

test("Where no call was tried twice, the attempts are the calls", () => {
  const calls = writtenDay([{ calls: 3, response: 200, to: ["+442079460000"] }]);
  const { attempts, failover, totals } = contentOf(calls);
  expect(attempts.all).toBe(calls);
  expect(failover).toEqual([]);
  expect(totals.failover).toEqual({ saved: 0, lost: 0 });
});
