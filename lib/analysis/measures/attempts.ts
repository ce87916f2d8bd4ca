import { type Call, eachAttempt } from "../../calls/call.ts";
import { isTold } from "../../sip/outcomes.ts";
import { isDelivered } from "./metric-definitions.ts";

/**
 * - `saved` the attempt failed, and a later one over another gateway got further
 * - `lost` the attempt failed, and so did every other one of its call
 * - `final` any other: the only attempt of its call, or one that got as far as its call did
 */
export type AttemptFate = "saved" | "lost" | "final";

/** Every attempt of the calls of a report, in order of start. */
export interface Attempts {
  /** The calls themselves where each was tried once. */
  readonly all: readonly Call[];
  /** Index of the call that an attempt belongs to. */
  readonly callOf: (attempt: number) => number;
  /** Later attempts of a call are made with what the first gateway could not reach: they compare with nothing. */
  readonly isFirst: (attempt: number) => boolean;
  readonly fateOf: (attempt: number) => AttemptFate;
}

/** @param calls in order of start */
export function attemptsIn(calls: readonly Call[]): Attempts {
  if (calls.every(({ attempts }) => attempts.length === 0)) {
    return { all: calls, callOf: (attempt) => attempt, isFirst: () => true, fateOf: () => "final" };
  }
  const places = calls
    .flatMap((call, index) => eachAttempt(call).map((attempt, nth) => ({ attempt, index, nth })))
    .sort((a, b) => a.attempt.start - b.attempt.start || a.index - b.index || a.nth - b.nth);
  return {
    all: places.map(({ attempt }) => attempt),
    callOf: (attempt) => places[attempt]!.index,
    isFirst: (attempt) => places[attempt]!.nth === 0,
    fateOf: (attempt) => fateIn(calls[places[attempt]!.index]!, places[attempt]!.attempt),
  };
}

function fateIn(call: Call, attempt: Call): AttemptFate {
  if (call.attempts.length === 0) return "final";
  if (reach(call) > reach(attempt)) return "saved";
  return isLost(call) ? "lost" : "final";
}

/** What became of a call that was tried over several gateways; null = the first attempt decided it. */
export function failoverOf(call: Call): "saved" | "lost" | null {
  if (call.attempts.length === 0) return null;
  if (call.attempts.some((attempt) => reach(attempt) < reach(call))) return "saved";
  return isLost(call) ? "lost" : null;
}

/** Nobody gave it up, and no gateway delivered it. */
function isLost(call: Call): boolean {
  return reach(call) === 0 && isTold(call.outcome) && call.endedBy !== "kill";
}

/** How far a call or an attempt got: 2 answered, 1 delivered to the subscriber. */
function reach(call: Call): 0 | 1 | 2 {
  if (call.answered) return 2;
  return isDelivered(call) ? 1 : 0;
}
