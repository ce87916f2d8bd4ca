import { hypergeometricTail } from "./hypergeometric-tail.ts";

/** A stretch of a sequence of calls: positions `first` to `last`, both marked. */
export interface Window {
  readonly first: number;
  readonly last: number;
  readonly marked: number;
  /** Probability under shuffled marks that any window of the sequence is this dense. */
  readonly pValue: number;
}

/** Boundaries tried at first in long sequences; the best window is then fitted to the single call. */
const COARSE = 500;

/**
 * Scan statistic: the window in which marks are most unlikely to be so dense by chance (largest
 * likelihood ratio, M. Kulldorff 1997), with the exact probability of the window times the number of
 * windows that a sequence of this length has.
 *
 * @param positions of the marked calls in a sequence of `length` calls, ascending
 * @param accept which windows are of interest (by marked calls and by all calls in them)
 */
export function densestWindow(
  positions: readonly number[],
  length: number,
  accept: (marked: number, calls: number) => boolean,
): Window | null {
  const total = positions.length;
  if (total === 0) return null;
  const score = (i: number, j: number) => {
    const calls = positions[j]! - positions[i]! + 1;
    const marked = j - i + 1;
    return accept(marked, calls) ? likelihoodRatio(marked, calls, total, length) : 0;
  };
  const step = Math.max(1, Math.ceil(total / COARSE));
  let best = { score: 0, i: 0, j: 0 };
  for (let i = 0; i < total; i += step) {
    for (let j = i; j < total; j += step) {
      const found = score(i, j);
      if (found > best.score) best = { score: found, i, j };
    }
  }
  // Coarse boundaries miss windows that lie between two of them only if these hold few of the marks.
  for (let moved = step > 1; moved; ) {
    const before = best.score;
    for (let i = Math.max(0, best.i - step); i <= Math.min(best.j, best.i + step); i++) {
      const found = score(i, best.j);
      if (found > best.score) best = { score: found, i, j: best.j };
    }
    for (let j = Math.max(best.i, best.j - step); j <= Math.min(total - 1, best.j + step); j++) {
      const found = score(best.i, j);
      if (found > best.score) best = { score: found, i: best.i, j };
    }
    moved = best.score > before;
  }
  if (best.score === 0) return null;
  const marked = best.j - best.i + 1;
  const first = positions[best.i]!;
  const last = positions[best.j]!;
  const single = hypergeometricTail(marked, total, last - first + 1, length);
  return { first, last, marked, pValue: Math.min(1, (single * length * (length + 1)) / 2) };
}

/** Logarithm of how much better two rates (inside, outside) explain the marks than one; 0 if not denser inside. */
function likelihoodRatio(marked: number, calls: number, allMarked: number, allCalls: number): number {
  const outsideMarked = allMarked - marked;
  const outsideCalls = allCalls - calls;
  if (marked * outsideCalls <= outsideMarked * calls) return 0;
  return bernoulli(marked, calls) + bernoulli(outsideMarked, outsideCalls) - bernoulli(allMarked, allCalls);
}

function bernoulli(marked: number, calls: number): number {
  if (marked === 0 || marked === calls) return 0;
  const rate = marked / calls;
  return marked * Math.log(rate) + (calls - marked) * Math.log1p(-rate);
}
