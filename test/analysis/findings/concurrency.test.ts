import { expect, test } from "vitest";
import { concurrencyAtStart } from "../../../lib/analysis/findings/concurrency.ts";
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
