import { logChoose } from "./log-factorial.ts";

/** Probability of at least `seen` successes in `trials` where each has probability `chance`. */
export function binomialTail(seen: number, trials: number, chance: number): number {
  if (seen <= 0) return 1;
  if (seen > trials || chance <= 0) return 0;
  if (chance >= 1) return 1;
  if (seen <= trials * chance) return 1 - binomialTail(trials - seen + 1, trials, 1 - chance);
  let term = Math.exp(
    logChoose(trials, seen) + seen * Math.log(chance) + (trials - seen) * Math.log1p(-chance),
  );
  let result = term;
  for (let x = seen; x < trials && term > result * 1e-17; x++) {
    term *= ((trials - x) * chance) / ((x + 1) * (1 - chance));
    result += term;
  }
  return Math.min(1, result);
}
