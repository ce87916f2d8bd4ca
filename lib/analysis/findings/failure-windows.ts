import type { Call } from "../../calls/call.ts";
import { binomialTail } from "../significance/binomial-tail.ts";
import { densestWindow } from "../significance/densest-window.ts";

export interface FailureWindow {
  /** The failed calls in it. */
  readonly proof: readonly number[];
  /** All calls in it. */
  readonly calls: number;
  /** Starts of its first and last failed call, epoch µs. */
  readonly from: number;
  readonly to: number;
  /** Failures among the calls that are in no window. */
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

/** From one failed call to another, as positions in the sequence. */
interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly failed: number;
  readonly pValue: number;
}

/**
 * Stretches of a gateway's calls in which a failure is far too dense to be chance; else the whole
 * sequence, if more than half of it fails and chance cannot explain that.
 *
 * @param sequence indices of calls in order of start
 */
export function failureWindows(
  calls: readonly Call[],
  sequence: readonly number[],
  rule: WindowRule,
): FailureWindow[] {
  // Calls whose time is not known come first.
  const timed =
    calls[sequence[0] ?? -1]?.start === 0 ? sequence.filter((i) => calls[i]!.start > 0) : sequence;
  const failures: number[] = [];
  for (let position = 0; position < timed.length; position++) {
    if (rule.isFailure(timed[position]!)) failures.push(position);
  }
  const stretches = joined(denseStretches(failures, timed.length, rule), failures, rule);
  const found = stretches.length > 0 ? stretches : wholeSequence(failures, timed.length, rule);
  const insideFailed = found.reduce((sum, { failed }) => sum + failed, 0);
  const insideCalls = found.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  return found.map(({ first, last, pValue }) => {
    const proof = timed.slice(first, last + 1).filter(rule.isFailure);
    return {
      proof,
      calls: last - first + 1,
      from: calls[proof[0]!]!.start,
      to: calls[proof.at(-1)!]!.start,
      outsideFailed: failures.length - insideFailed,
      outsideCalls: timed.length - insideCalls,
      pValue,
      throughout: stretches.length === 0,
    };
  });
}

/** Failures beyond what the calls outside would have had in as many calls; at least one. */
export function lostIn({ proof, calls, outsideFailed, outsideCalls }: FailureWindow): number {
  const expected = outsideCalls === 0 ? 0 : (calls * outsideFailed) / outsideCalls;
  return Math.max(1, Math.round(proof.length - expected));
}

function isOfInterest({ leastCalls, leastRate }: WindowRule, failed: number, calls: number): boolean {
  return failed >= leastCalls && failed >= leastRate * calls;
}

/** The densest stretch, then the densest of what is left without it, and so on. */
function denseStretches(failures: readonly number[], length: number, rule: WindowRule): Stretch[] {
  const stretches: Stretch[] = [];
  // Positions as they are in the sequence, and as they are once the stretches found are cut out of it.
  let left = failures.map((position) => ({ position, cut: position }));
  let cutLength = length;
  while (stretches.length < MOST_WINDOWS && left.length >= rule.leastCalls) {
    const window = densestWindow(
      left.map(({ cut }) => cut),
      cutLength,
      (failed, all) => isOfInterest(rule, failed, all),
    );
    if (window === null || window.pValue > rule.alpha / 2) break;
    const inside = left.filter(({ cut }) => cut >= window.first && cut <= window.last);
    const [first, last] = [inside[0]!.position, inside.at(-1)!.position];
    stretches.push({ first, last, failed: inside.length, pValue: window.pValue });
    const size = window.last - window.first + 1;
    left = left
      .filter(({ cut }) => cut < window.first || cut > window.last)
      .map(({ position, cut }) => ({ position, cut: cut > window.last ? cut - size : cut }));
    cutLength -= size;
  }
  return stretches.map((stretch) => ({
    ...stretch,
    failed: countBetween(failures, stretch.first, stretch.last),
  }));
}

/** Neighbours are one stretch if, with all that is between them, they still fail as much as a stretch must. */
function joined(stretches: readonly Stretch[], failures: readonly number[], rule: WindowRule): Stretch[] {
  const done: Stretch[] = [];
  for (const next of [...stretches].sort((a, b) => a.first - b.first)) {
    const before = done.at(-1);
    const first = before?.first ?? next.first;
    const last = Math.max(before?.last ?? 0, next.last);
    const failed = countBetween(failures, first, last);
    if (before && (next.first <= before.last || isOfInterest(rule, failed, last - first + 1))) {
      done[done.length - 1] = { first, last, failed, pValue: Math.min(before.pValue, next.pValue) };
    } else {
      done.push(next);
    }
  }
  return done;
}

function wholeSequence(failures: readonly number[], length: number, rule: WindowRule): Stretch[] {
  if (!isOfInterest(rule, failures.length, length) || failures.length <= length / 2) return [];
  const pValue = binomialTail(failures.length, length, 0.5);
  if (pValue > rule.alpha / 2) return [];
  return [{ first: failures[0]!, last: failures.at(-1)!, failed: failures.length, pValue }];
}

function countBetween(failures: readonly number[], first: number, last: number): number {
  let n = 0;
  for (const position of failures) if (position >= first && position <= last) n++;
  return n;
}
