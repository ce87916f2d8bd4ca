import { logChoose } from "./log-factorial.ts";

/**
 * Two-sided Fisher's exact test: probability that two groups with these sizes and this many successes
 * together differ at least as unlikely as they do.
 */
export function fisherExact(
  successesA: number,
  trialsA: number,
  successesB: number,
  trialsB: number,
): number {
  const marked = successesA + successesB;
  const total = trialsA + trialsB;
  const base = logChoose(total, trialsA);
  const log = (x: number) => logChoose(marked, x) + logChoose(total - marked, trialsA - x) - base;
  // Equal probabilities must count as equal whatever the rounding.
  const limit = log(successesA) + 1e-9;
  let result = 0;
  for (let x = Math.max(0, trialsA + marked - total); x <= Math.min(marked, trialsA); x++) {
    const each = log(x);
    if (each <= limit) result += Math.exp(each);
  }
  return Math.min(1, result);
}
