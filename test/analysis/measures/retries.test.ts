import fc from "fast-check";
import { expect, test } from "vitest";
import { type DialledCall, groupRetries, summariseRetries } from "../../../lib/analysis/measures/retries.ts";

/** "minute number gateway" with ! for answered. */
function calls(...lines: string[]): DialledCall[] {
  return lines.map((line) => {
    const [minute, to = "", gateway = "", mark = ""] = line.split(" ");
    const start = Number(minute) * 60_000_000;
    return { start, end: start, to, gateway, answered: mark === "!", direction: "outbound" };
  });
}

test("A number answered at the second try on another gateway is one call, recovered by failover", () => {
  const series = groupRetries(calls("0 100 a", "1 100 b !"));
  expect(series).toEqual([
    { number: "100", calls: [0, 1], gateways: ["a", "b"], result: "recovered", failover: true },
  ]);
  expect(summariseRetries(series)).toMatchObject({
    calls: 2,
    series: 1,
    recovered: 1,
    recoveredByFailover: 1,
  });
});

test("A retry on the same gateway that is answered is recovered without failover", () => {
  expect(groupRetries(calls("0 100 a", "5 100 a !"))[0]).toMatchObject({
    result: "recovered",
    failover: false,
  });
});

test("Three failed tries are one lost call", () => {
  expect(summariseRetries(groupRetries(calls("0 100 a", "5 100 a", "9 100 b")))).toMatchObject({
    calls: 3,
    series: 1,
    lost: 1,
  });
});

test("A try after the time limit is a new call", () => {
  expect(groupRetries(calls("0 100 a", "16 100 a !"), 15).map((one) => one.result)).toEqual([
    "lost",
    "at once",
  ]);
});

test("A call to a number that has just answered is a new call", () => {
  expect(groupRetries(calls("0 100 a !", "1 100 a")).map((one) => one.result)).toEqual(["at once", "lost"]);
});

test("The same number in another spelling is the same number", () => {
  expect(groupRetries(calls("0 +49(30)1 a", "1 +49301 a !"))).toHaveLength(1);
});

test("Calls without a number and calls to us stand alone", () => {
  const inbound = calls("0 100 a", "1 100 a").map((one) => ({ ...one, direction: "inbound" as const }));
  expect(groupRetries([...inbound, ...calls("2", "3")])).toHaveLength(4);
});

test("Every call is in exactly one series, whatever the order of the calls", () => {
  const arbitrary = fc.array(
    fc.tuple(fc.nat(60), fc.constantFrom("1", "2", ""), fc.constantFrom("a", "b"), fc.boolean()),
  );
  fc.assert(
    fc.property(arbitrary, (rows) => {
      const all = calls(
        ...rows.map(([minute, to, gateway, ok]) => `${minute} ${to} ${gateway} ${ok ? "!" : ""}`),
      );
      const found = groupRetries(all).flatMap((one) => one.calls);
      expect(found.toSorted((a, b) => a - b)).toEqual(all.map((_, i) => i));
    }),
  );
});
