import type { Call } from "../../calls/call.ts";
import { binomialTail } from "../evidence/binomial-tail.ts";
import { densestWindow } from "../evidence/densest-window.ts";

export interface FailureWindow {
  /** The failed calls in it. */
  readonly proof: readonly number[];
  /** All calls in it. */
  readonly calls: number;
  /** Starts of its first and last failed call, epoch µs. */
  readonly from: number;
  readonly to: number;
  /** Failures among the other calls of the sequence. */
  readonly outsideFailed: number;
  readonly outsideCalls: number;
  readonly pValue: number;
  /** There is no outside: it was so from the first call to the last. */
  readonly throughout: boolean;
}

export interface WindowRule {
  /** By index of the call. */
  readonly isFailure: (i: number) => boolean;
  /** Failed calls that a window has at least. */
  readonly leastCalls: number;
  /** Part of its calls that failed at least. */
  readonly leastRate: number;
  /** Probability of a false window in this sequence. */
  readonly alpha: number;
}

const MOST_WINDOWS = 100;

/**
 * Stretches of a gateway's calls in which a failure is far too dense to be chance; else the whole
 * sequence, if more than half of it fails and chance cannot explain that.
 *
 * @param sequence indices of calls in order of start
 */
export function failureWindows(
  calls: readonly Call[],
  sequence: readonly number[],
  { isFailure, leastCalls, leastRate, alpha }: WindowRule,
): FailureWindow[] {
  // Calls whose time is not known come first.
  let rest = calls[sequence[0] ?? -1]?.start === 0 ? sequence.filter((i) => calls[i]!.start > 0) : sequence;
  const windows: FailureWindow[] = [];
  const accept = (failed: number, all: number) => failed >= leastCalls && failed >= leastRate * all;
  while (windows.length < MOST_WINDOWS) {
    const positions: number[] = [];
    for (let position = 0; position < rest.length; position++) {
      if (isFailure(rest[position]!)) positions.push(position);
    }
    if (positions.length < leastCalls) break;
    const window = densestWindow(positions, rest.length, accept);
    if (window === null || window.pValue > alpha / 2) break;
    const inside = rest.slice(window.first, window.last + 1);
    windows.push({
      proof: inside.filter(isFailure),
      calls: inside.length,
      from: calls[inside[0]!]!.start,
      to: calls[inside.at(-1)!]!.start,
      outsideFailed: positions.length - window.marked,
      outsideCalls: rest.length - inside.length,
      pValue: window.pValue,
      throughout: false,
    });
    rest = [...rest.slice(0, window.first), ...rest.slice(window.last + 1)];
  }
  return windows.length > 0 ? windows : wholeSequence();

  function wholeSequence(): FailureWindow[] {
    const proof = rest.filter(isFailure);
    if (proof.length <= rest.length / 2) return [];
    const pValue = binomialTail(proof.length, rest.length, 0.5);
    if (!accept(proof.length, rest.length) || pValue > alpha / 2) return [];
    return [
      {
        proof,
        calls: rest.length,
        from: calls[proof[0]!]!.start,
        to: calls[proof.at(-1)!]!.start,
        outsideFailed: 0,
        outsideCalls: 0,
        pValue,
        throughout: true,
      },
    ];
  }
}

/** Failures beyond what the rest of the sequence would have had in as many calls; at least one. */
export function lostIn({ proof, calls, outsideFailed, outsideCalls }: FailureWindow): number {
  const expected = outsideCalls === 0 ? 0 : (calls * outsideFailed) / outsideCalls;
  return Math.max(1, Math.round(proof.length - expected));
}
