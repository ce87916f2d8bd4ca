import { normalTwoSided } from "./normal-tail.ts";

/** Calls of two groups that may be compared with each other: the same direction at the same time of day. */
export interface Stratum {
  readonly successesA: number;
  readonly trialsA: number;
  readonly successesB: number;
  readonly trialsB: number;
}

export interface CommonDifference {
  /** Weighted difference of the success rates, A − B. */
  readonly difference: number;
  readonly pValue: number;
  /** Variance of the test's sum; below about 10 the p-value is too rough to be used. */
  readonly information: number;
}

/**
 * Cochran–Mantel–Haenszel test with continuity correction: do A and B differ within the strata,
 * whatever the strata differ by among themselves?
 */
export function mantelHaenszel(strata: Iterable<Stratum>): CommonDifference {
  let excess = 0;
  let information = 0;
  let weighted = 0;
  let weights = 0;
  for (const { successesA, trialsA, successesB, trialsB } of strata) {
    const total = trialsA + trialsB;
    if (trialsA === 0 || trialsB === 0) continue;
    const successes = successesA + successesB;
    excess += successesA - (trialsA * successes) / total;
    information += (trialsA * trialsB * successes * (total - successes)) / (total * total * (total - 1));
    const weight = (trialsA * trialsB) / total;
    weighted += weight * (successesA / trialsA - successesB / trialsB);
    weights += weight;
  }
  const distance = Math.max(0, Math.abs(excess) - 0.5);
  return {
    difference: weights === 0 ? 0 : weighted / weights,
    pValue: information === 0 ? 1 : normalTwoSided(distance / Math.sqrt(information)),
    information,
  };
}
