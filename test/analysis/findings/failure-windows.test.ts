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

test.for([
  [3, 558],
  [4, 556],
] as const)(
  "a dense hour with every %drd failure around it is one window where a third of it must fail",
  ([nth, last]) => {
    const is = (i: number) => (i >= 400 && i < 460) || (i >= 300 && i < 560 && i % nth === 0);
    const windows = failureWindows(calls, all, { ...rule, leastRate: 0.3, isFailure: is });
    expect(windows.map(({ proof }) => [proof[0], proof.at(-1)])).toEqual([[300, last]]);
    expect(windows[0]).toMatchObject({ calls: last - 300 + 1, outsideFailed: 0, throughout: false });
  },
);

test("three failures far from each other are three windows, in order of time", () => {
  const windows = failing((i) => (i >= 700 && i < 780) || (i >= 100 && i < 130) || (i >= 400 && i < 440));
  expect(windows.map(({ proof }) => proof[0])).toEqual([100, 400, 700]);
  expect(windows.map(({ calls: inside }) => inside)).toEqual([30, 40, 80]);
});

test("calls whose time is not known are in no window", () => {
  const untimed = calls.map((call, i) => (i < 50 ? { ...call, start: 0 } : call));
  const windows = failureWindows(untimed, all, {
    ...rule,
    isFailure: (i) => i < 50 || (i >= 100 && i < 130),
  });
  expect(windows.map(({ proof }) => [proof[0], proof.at(-1)])).toEqual([[100, 129]]);
  expect(windows[0]).toMatchObject({ outsideFailed: 0, outsideCalls: 920 });
});
