import { expect, test } from "vitest";
import { FINDERS } from "../../../lib/analysis/findings/find-all.ts";
import { FALSE_POSITIVE_RATE } from "../../../lib/analysis/findings/thresholds.ts";
import { falseFindings, falseFindingsInExample, falseInRealDay } from "./false-positives.ts";

// The seeds are fixed: false-positives.ts does the same with thousands of others.
test("shuffled outcomes show nothing: at most one finding in 100 report days", () => {
  const titles = Array.from({ length: 100 }, (_, i) => falseFindings(i + 1)).flat();
  expect(titles.length).toBeLessThanOrEqual(1);
});

test("the example day shows nothing once its outcomes are dealt out anew", () => {
  const titles = Array.from({ length: 10 }, (_, i) => falseFindingsInExample(i + 1)).flat();
  expect(titles).toEqual([]);
});

test("days as call centres have them, with redials, failover, old lists and lunch, show nothing and ask nobody", () => {
  const found = Array.from({ length: 60 }, (_, i) => falseInRealDay(i + 1)).flat();
  expect(found).toEqual([]);
});

test("the tests together may err in one report of a hundred", () => {
  expect(FALSE_POSITIVE_RATE * FINDERS.length).toBeLessThanOrEqual(0.01 + 1e-12);
});
