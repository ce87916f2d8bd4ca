import { type Call, eachAttempt } from "../../calls/call.ts";
import { isTold, type Outcome } from "../../sip/outcomes.ts";
import { isDelivered } from "./metric-definitions.ts";

/**
 * - `saved` the attempt failed, and another one of its call got further
 * - `lost` the attempt failed, and so did every other one of its call
 * - `final` any other: the only attempt of its call, or one that did not fail
 */
type AttemptFate = "saved" | "lost" | "final";

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
  if (call.attempts.length === 0 || !(isFailure(attempt) || isGivenUp(call, attempt))) return "final";
  if (reach(call) > reach(attempt)) return "saved";
  return reach(call) === 0 && isFailure(call) ? "lost" : "final";
}

/** What became of a call that was tried more than once; null = no attempt failed before the one that decided it. */
export function failoverOf(call: Call): "saved" | "lost" | null {
  const fates = call.attempts.map((attempt) => fateIn(call, attempt));
  return fates.find((fate) => fate !== "final") ?? null;
}

/** What ends an attempt without a fault of the gateway: somebody gave it up or took another way, or the phone rang. */
const NO_FAILURE: ReadonlySet<Outcome> = new Set([
  "answered",
  "no answer",
  "cancelled by us",
  "answered elsewhere",
  "redirected",
]);

function isFailure({ outcome }: Call): boolean {
  return isTold(outcome) && !NO_FAILURE.has(outcome);
}

/** Nobody tries another gateway for an attempt that did not fail, though the log does not tell how it did. */
function isGivenUp({ attempts }: Call, attempt: Call): boolean {
  return !isTold(attempt.outcome) && attempt !== attempts.at(-1);
}

/** How far a call or an attempt got: 2 answered, 1 delivered to the subscriber. */
function reach(call: Call): 0 | 1 | 2 {
  if (call.answered) return 2;
  return isDelivered(call) ? 1 : 0;
}
