import { expect, test } from "vitest";
import { findCallerLabelled } from "../../../lib/analysis/findings/caller-labelled.ts";
import { gatherEvidence } from "../../../lib/analysis/findings/evidence.ts";
import { findingTexts } from "../../../lib/text/en/findings.ts";
import { numbersOf, type Run, writtenDay } from "./written-day.ts";

const [OURS, OTHER] = ["+442079460901", "+442079460902"];
const find = (...runs: Run[]) => findCallerLabelled(gatherEvidence(writtenDay(runs), "UTC"));

/** Calls to different numbers within an hour. */
const from = (
  caller: string,
  area: string,
  calls: number,
  response: number,
  more: Partial<Run> = {},
): Run => ({
  calls,
  response,
  caller,
  to: numbersOf(area, calls),
  everySeconds: 30,
  ...more,
});
const answered = from(OURS, "+4416149611", 30, 200);
const unavailable = from(OURS, "+4416149612", 20, 480);
const short = from(OURS, "+4416149613", 10, 200, { talkMs: 4_000 });
const others = [from(OTHER, "+4416149614", 50, 200), from(OTHER, "+4416149615", 5, 486)];

test("a caller whom phones show as spam: busy, unavailable and hung up on at once, where other callers are not", () => {
  const calls = writtenDay([answered, unavailable, short, ...others]);
  const findings = findCallerLabelled(gatherEvidence(calls, "UTC"));
  expect(findings).toMatchObject([
    {
      id: `caller-labelled:${OURS}`,
      responsible: "unknown",
      lost: 25,
      facts: { turnedAway: { part: 30, of: 60 }, elsewhere: { part: 5, of: 55 }, short: 10 },
    },
  ]);
  expect(findingTexts(findings, calls, "UTC").get(findings[0]!)).toMatchObject({
    title: `Calls that show ${OURS} are turned away by 50% of the numbers, those of other callers by 9.1%: phones may show the caller as spam`,
    seen: [
      "30 of 60 numbers answered busy or unavailable, refused, or hung up within 10 s, on A",
      "10 of them picked up and were gone within 10 s",
      "9.1% of 55 numbers that other callers dialled in the same hours did",
    ],
  });
});

test("one number that is dialled again and again is one number", () => {
  const engaged = { ...unavailable, calls: 60, to: numbersOf("+4416149616", 5) };
  expect(find(answered, engaged, ...others)).toEqual([]);
});

test("other hours and other gateways show nothing of the caller", () => {
  const later = others.map((run) => ({ ...run, minute: 120 }));
  const elsewhere = others.map((run) => ({ ...run, gateway: "B" }));
  expect(find(answered, unavailable, short, ...later)).toEqual([]);
  expect(find(answered, unavailable, short, ...elsewhere)).toEqual([]);
});

test("short answers alone are those of an agent or of the audio", () => {
  expect(find(answered, { ...short, calls: 30, to: numbersOf("+4416149613", 30) }, ...others)).toEqual([]);
});

test("nineteen numbers are too few, and so is less than twice the share of the others", () => {
  const few = (calls: number) => from(OURS, "+4416149612", calls, 480);
  expect(find(few(19), ...others)).toEqual([]);
  expect(find(few(20), ...others)).toHaveLength(1);
  const worse = from(OTHER, "+4416149617", 20, 486);
  expect(find(answered, unavailable, short, ...others, worse)).toEqual([]);
});
