import { logFactorial } from "./log-factorial.ts";

/**
 * Probability of at least `seen` rare events where `mean` are expected. For a sum of unequal coins
 * it is never too small in this tail (W. Hoeffding, 1956), so that it may stand for one.
 */
export function poissonTail(seen: number, mean: number): number {
  if (seen <= mean || seen <= 0) return 1;
  if (mean <= 0) return 0;
  let term = Math.exp(seen * Math.log(mean) - mean - logFactorial(seen));
  let result = term;
  for (let x = seen; term > result * 1e-17; x++) {
    term *= mean / (x + 1);
    result += term;
  }
  return Math.min(1, result);
}
