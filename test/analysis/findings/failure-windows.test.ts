import { expect, test } from "vitest";
import { failureWindows, lostIn } from "../../../lib/analysis/findings/failure-windows.ts";
import { MINUTE, quietDay } from "./generated-day.ts";

const calls = quietDay({ seed: 3, calls: 1000, gateways: ["A"] });
const all = calls.map((_, i) => i);
const rule = { leastCalls: 5, leastRate: 0.8, alpha: 0.001 };
const failing = (is: (i: number) => boolean) => failureWindows(calls, all, { ...rule, isFailure: is });

test("two failures of a gateway with good calls between them are two windows", () => {
  const windows = failing((i) => (i >= 100 && i < 130) || (i >= 600 && i < 650));
  expect(windows.map(({ proof }) => [proof[0], proof.at(-1)])).toEqual([
    [100, 129],
    [600, 649],
  ]);
  expect(windows.map(({ calls: inside }) => inside)).toEqual([30, 50]);
  expect(windows[0]).toMatchObject({ outsideFailed: 0, outsideCalls: 920, from: calls[100]!.start });
  expect(lostIn(windows[1]!)).toBe(50);
});

test("a failure that lets a call through now and then is one window", () => {
  const windows = failing((i) => i >= 100 && i < 700 && i % 10 !== 0);
  expect(windows).toHaveLength(1);
  expect(windows[0]).toMatchObject({ from: calls[101]!.start, to: calls[699]!.start });
});

test("a gateway that fails nearly always, with short times of success, is one window and not many", () => {
  const windows = failing((i) => i % 90 > 12);
  expect(windows).toHaveLength(1);
  expect(windows[0]!.to - windows[0]!.from).toBeGreaterThan(575 * MINUTE);
});

test("without any success it was so throughout", () => {
  expect(failing(() => true)).toMatchObject([{ throughout: true, calls: 1000, outsideCalls: 0 }]);
});

test("failures that belong to daily business are not counted as lost", () => {
  const [window] = failing((i) => i % 10 === 0 || (i >= 300 && i < 400));
  expect(window!.proof).toHaveLength(101);
  expect(lostIn(window!)).toBe(91);
});
