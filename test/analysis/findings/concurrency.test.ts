import { expect, test } from "vitest";
import { concurrencyAtStart, startedBefore } from "../../../lib/analysis/findings/concurrency.ts";
import { quietDay } from "./generated-day.ts";

test("the calls in progress are those that a plain count over all calls finds", () => {
  const calls = quietDay({ seed: 5, calls: 1500, gateways: ["A"] });
  const all = calls.map((_, i) => i);
  const counted = concurrencyAtStart(calls, all, ({ answered }) => answered);
  const plain = calls.map(
    ({ start }) =>
      calls.filter((other) => other.answered && other.start < start && other.end! > start).length,
  );
  expect([...counted]).toEqual(plain);
  expect(Math.max(...plain)).toBeGreaterThan(3);
});

test("the calls that began just before are those of a plain count", () => {
  const calls = quietDay({ seed: 6, calls: 1500, gateways: ["A"] });
  const within = 60_000_000;
  const counted = startedBefore(
    calls,
    calls.map((_, i) => i),
    within,
  );
  const plain = calls.map(
    ({ start }, i) => calls.filter((other, j) => j < i && other.start > start - within).length,
  );
  expect([...counted]).toEqual(plain);
  expect(Math.max(...plain)).toBeGreaterThan(3);
});
