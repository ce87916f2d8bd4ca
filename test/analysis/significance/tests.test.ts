import fc from "fast-check";
import { expect, test } from "vitest";
import { binomialTail } from "../../../lib/analysis/significance/binomial-tail.ts";
import { densestWindow } from "../../../lib/analysis/significance/densest-window.ts";
import { fisherExact } from "../../../lib/analysis/significance/fisher-exact.ts";
import { hypergeometricTail } from "../../../lib/analysis/significance/hypergeometric-tail.ts";
import { mantelHaenszel } from "../../../lib/analysis/significance/mantel-haenszel.ts";
import { normalTwoSided } from "../../../lib/analysis/significance/normal-tail.ts";
import { poissonTail } from "../../../lib/analysis/significance/poisson-tail.ts";

/** The plain definition in whole numbers, so that rounding cannot agree by accident. */
function choose(n: number, k: number): bigint {
  if (k < 0 || k > n) return 0n;
  let result = 1n;
  for (let i = 1; i <= k; i++) result = (result * BigInt(n - k + i)) / BigInt(i);
  return result;
}
function ratio(part: bigint, whole: bigint): number {
  const scale = 10n ** 320n;
  const digits = ((part * scale) / whole).toString();
  return digits === "0" ? 0 : Number(`0.${digits}e${digits.length - 320}`);
}
function close(value: number, exact: number): void {
  expect(Math.abs(value - exact)).toBeLessThanOrEqual(1e-9 * Math.max(exact, 1e-9) + 1e-300);
}

test("the hypergeometric tail equals counting every way to draw", () => {
  fc.assert(
    fc.property(fc.nat(400), fc.nat(400), fc.nat(400), fc.nat(60), (a, b, c, k) => {
      const total = Math.max(a, b, c, 1);
      const marked = Math.min(a, total);
      const drawn = Math.min(b, total);
      let ways = 0n;
      for (let x = k; x <= Math.min(marked, drawn); x++)
        ways += choose(marked, x) * choose(total - marked, drawn - x);
      close(hypergeometricTail(k, marked, drawn, total), ratio(ways, choose(total, drawn)));
    }),
    { numRuns: 300 },
  );
});

test("20 refused calls in the only 20 of an hour out of 5,000 have a probability below 1 in 10⁴⁰", () => {
  const p = hypergeometricTail(20, 40, 20, 5000);
  expect(p).toBeGreaterThan(0);
  expect(p).toBeLessThan(1e-40);
});

test("the binomial tail equals the sum of its terms", () => {
  fc.assert(
    fc.property(fc.nat(120), fc.nat(120), (k, n) => {
      let ways = 0n;
      for (let x = k; x <= n; x++) ways += choose(n, x) * 3n ** BigInt(n - x);
      close(binomialTail(k, n, 0.25), ratio(ways, 4n ** BigInt(n)));
    }),
    { numRuns: 200 },
  );
});

test("the Poisson tail is never below that of the coins that it stands for", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 40 }), (n, permille) => {
      const chance = permille / 1000;
      for (let k = Math.ceil(n * chance) + 1; k < n * chance + 20; k++) {
        expect(poissonTail(k, n * chance)).toBeGreaterThanOrEqual(binomialTail(k, n, chance) * (1 - 1e-9));
      }
    }),
    { numRuns: 200 },
  );
});

// Tea tasting (R. A. Fisher, 1935): 3 of 4 against 1 of 4 gives 34/70.
test.for([
  [3, 4, 1, 4, 34 / 70],
  [4, 4, 0, 4, 2 / 70],
  [10, 10, 0, 10, 2 / 184_756],
  [5, 10, 5, 10, 1],
  [0, 0, 5, 10, 1],
] as const)("Fisher's test of %d of %d against %d of %d gives %d", ([a, n, b, m, p]) => {
  expect(fisherExact(a, n, b, m)).toBeCloseTo(p, 12);
});

// Areas of the normal distribution as printed in any table.
test.for([
  [0, 1],
  [1, 0.31731050786291415],
  [1.959963984540054, 0.05],
  [3, 0.0026997960632601866],
  [6, 1.9731752900753e-9],
  [10, 1.523970604832e-23],
] as const)("%d standard deviations are exceeded with probability %d", ([z, p]) => {
  expect(Math.abs(normalTwoSided(z) / p - 1)).toBeLessThan(1e-9);
});

test("two providers that differ on every direction differ; that one has the harder direction does not count", () => {
  const paradox = mantelHaenszel([
    { successesA: 90, trialsA: 100, successesB: 450, trialsB: 500 },
    { successesA: 100, trialsA: 500, successesB: 20, trialsB: 100 },
  ]);
  expect(paradox.difference).toBeCloseTo(0, 12);
  expect(paradox.pValue).toBe(1);
  const worse = mantelHaenszel([
    { successesA: 90, trialsA: 100, successesB: 400, trialsB: 500 },
    { successesA: 150, trialsA: 500, successesB: 20, trialsB: 100 },
  ]);
  expect(worse.difference).toBeGreaterThan(0.09);
  expect(worse.pValue).toBeLessThan(0.01);
});

test("the densest window is the stall, to the call, also among thousands of failures", () => {
  const positions: number[] = [];
  for (let i = 0; i < 200_000; i++) if (i % 40 === 0 || (i >= 120_001 && i < 120_401)) positions.push(i);
  const window = densestWindow(positions, 200_000, (marked, calls) => marked >= 5 && marked >= calls / 2);
  expect(window).toMatchObject({ first: 120_000, last: 120_400, marked: 401 });
  expect(window?.pValue).toBeLessThan(1e-100);
});

test("a sequence without contrast has no window", () => {
  const all = Array.from({ length: 50 }, (_, i) => i);
  expect(densestWindow(all, 50, () => true)).toBeNull();
  expect(densestWindow([], 50, () => true)).toBeNull();
});

test("the Mantel–Haenszel sums are those of the textbook, and a stratum without one side says nothing", () => {
  const strata = [
    { successesA: 3, trialsA: 10, successesB: 12, trialsB: 20 },
    { successesA: 5, trialsA: 6, successesB: 2, trialsB: 4 },
  ];
  const { difference, information, pValue } = mantelHaenszel(strata);
  const [one, other] = [(10 * 20) / 30, (6 * 4) / 10];
  expect(difference).toBeCloseTo((one * (0.3 - 0.6) + other * (5 / 6 - 0.5)) / (one + other), 12);
  const variance = (10 * 20 * 15 * 15) / (30 * 30 * 29) + (6 * 4 * 7 * 3) / (10 * 10 * 9);
  expect(information).toBeCloseTo(variance, 12);
  const excess = 3 - (10 * 15) / 30 + (5 - (6 * 7) / 10);
  expect(pValue).toBeCloseTo(normalTwoSided((Math.abs(excess) - 0.5) / Math.sqrt(variance)), 12);
  const lonely = [
    { successesA: 0, trialsA: 0, successesB: 9, trialsB: 10 },
    { successesA: 9, trialsA: 10, successesB: 0, trialsB: 0 },
  ];
  expect(mantelHaenszel([...strata, ...lonely])).toEqual({ difference, information, pValue });
  expect(mantelHaenszel(lonely)).toEqual({ difference: 0, information: 0, pValue: 1 });
});

test("the borders of a window among thousands of failures cannot be moved to a better one", () => {
  // 1,200 single failures, and a stretch that begins and ends between two of the coarse borders.
  const positions: number[] = [];
  for (let i = 0; i < 60_000; i++) if (i % 50 === 0 || (i >= 30_017 && i < 30_137)) positions.push(i);
  const accept = (marked: number, calls: number) => marked >= 5 && marked >= calls / 2;
  expect(densestWindow(positions, 60_000, accept)).toMatchObject({ first: 30_017, last: 30_136 });
});

test("the Poisson tail is what is left of one without the smaller numbers", () => {
  const below = (k: number, mean: number) => {
    let term = Math.exp(-mean);
    let sum = 0;
    for (let x = 0; x < k; x++) {
      sum += term;
      term *= mean / (x + 1);
    }
    return sum;
  };
  for (const mean of [0.01, 0.5, 3, 12]) {
    for (const k of [0, 1, 2, 5, 15]) {
      // Up to the mean nothing is rare.
      expect(poissonTail(k, mean)).toBeCloseTo(k <= mean ? 1 : 1 - below(k, mean), 12);
    }
  }
});
