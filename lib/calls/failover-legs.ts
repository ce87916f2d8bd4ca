import { subscriberPart } from "../numbering/plain-number.ts";
import { type Call, eachAttempt } from "./call.ts";
import { callOfAttempts } from "./call-of-attempts.ts";
import { type JoinedCalls, joinedCalls } from "./joined-calls.ts";

/** A server that tries the next gateway does so at once; whole seconds of a log add up to one. */
const AT_ONCE_US = 1e6;
/** The failure and the next INVITE may be stamped by two clocks, or out of order. */
const CLOCKS_US = 100_000;
/** An INVITE that nobody answers is given up after 32 s (RFC 3261 §17.1.1.2), or sooner. */
const SILENCE_US = 33e6;
/** So often what nothing can follow any more is forgotten. */
const SWEEP_US = 60e6;

/**
 * Makes one call of those that an exchange or dialler sent over one gateway after the other with a Call-ID
 * for each: the same caller and number, each begun as soon as the one before had failed, never twice over
 * one gateway. Somebody who dials again needs longer, or takes the same gateway.
 *
 * @param calls in order of start
 */
export function joinFailover(calls: readonly Call[]): JoinedCalls {
  const joined = new Map<Call, Call>();
  const legs = new Set<Call>();
  for (const way of waysOf(calls)) {
    joined.set(way[0]!, callOfAttempts(way));
    for (const leg of way.slice(1)) legs.add(leg);
  }
  if (legs.size === 0) return { calls, legs: [] };
  return joinedCalls(calls, joined, legs);
}

/** Calls, each with those that followed on it over other gateways. */
function waysOf(calls: readonly Call[]): ReadonlySet<readonly Call[]> {
  const failed = new Map<string, Call[]>();
  const ways = new Set<readonly Call[]>();
  let swept = 0;
  for (const call of calls) {
    const number = mayFailOver(call) ? subscriberPart(call.to) : "";
    if (number === "") continue;
    const before = failed.get(number);
    const way = before && isNext(before, call) ? before : [];
    way.push(call);
    if (way.length > 1) ways.add(way);
    if (call.answered) failed.delete(number);
    else failed.set(number, way);
    if (call.start > swept + SWEEP_US) {
      forget(failed, call.start);
      swept = call.start;
    }
  }
  return ways;
}

function mayFailOver({ direction, gateway, start }: Call): boolean {
  return direction !== "inbound" && direction !== "internal" && gateway !== "" && start > 0;
}

function isNext(legs: readonly Call[], call: Call): boolean {
  const last = legs.at(-1)!;
  const { from, until } = followedWithin(last);
  return (
    call.start >= from &&
    call.start <= until &&
    call.source === last.source &&
    isSameCaller(call.from, last.from) &&
    !legs.some((leg) => eachAttempt(leg).some(({ gateway }) => gateway === call.gateway))
  );
}

/** When the next attempt of a call begins, if there is one. */
function followedWithin({ start, end, lastResponse }: Call): { from: number; until: number } {
  if (end !== null) return { from: end - CLOCKS_US, until: end + AT_ONCE_US };
  return { from: start, until: start + (lastResponse < 200 ? SILENCE_US : AT_ONCE_US) };
}

function isSameCaller(a: string, b: string): boolean {
  return a === b || (subscriberPart(a) !== "" && subscriberPart(a) === subscriberPart(b));
}

function forget(failed: Map<string, Call[]>, now: number): void {
  for (const [number, legs] of failed) if (followedWithin(legs.at(-1)!).until < now) failed.delete(number);
}
