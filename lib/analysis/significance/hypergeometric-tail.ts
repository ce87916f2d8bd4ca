import { logChoose } from "./log-factorial.ts";

/**
 * Probability that `drawn` calls, taken blindly out of `total` of which `marked` are marked, contain
 * at least `seen` marked ones. This is exactly what shuffled outcomes would give.
 */
export function hypergeometricTail(seen: number, marked: number, drawn: number, total: number): number {
  const least = Math.max(0, drawn + marked - total);
  const most = Math.min(marked, drawn);
  if (seen <= least) return 1;
  if (seen > most) return 0;
  const mean = (marked * drawn) / total;
  if (seen <= mean) return 1 - sum(seen - 1, least, -1, marked, drawn, total);
  return sum(seen, most, 1, marked, drawn, total);
}

/** Adds the probabilities from `from` away from the mean until they no longer matter. */
function sum(from: number, to: number, step: 1 | -1, marked: number, drawn: number, total: number): number {
  let term = Math.exp(
    logChoose(marked, from) + logChoose(total - marked, drawn - from) - logChoose(total, drawn),
  );
  let result = term;
  for (let x = from; x !== to && term > result * 1e-17; x += step) {
    const rest = total - marked - drawn;
    term *=
      step === 1
        ? ((marked - x) * (drawn - x)) / ((x + 1) * (rest + x + 1))
        : (x * (rest + x)) / ((marked - x + 1) * (drawn - x + 1));
    result += term;
  }
  return Math.min(1, result);
}
