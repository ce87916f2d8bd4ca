import { BASES, type Basis, UNTIMED } from "../sip/call-event.ts";
import { mergeEvents } from "./merge-events.ts";
import type { Leg } from "./observation.ts";

/** A call keeps at most this many hops, and gateways beside the legs that name none. */
export const MAX_HOPS = 6;
export const MAX_GATEWAYS = 6;
export const MAX_LEGS = MAX_HOPS + MAX_GATEWAYS;

/**
 * One leg for each hop and gateway. What is beyond the bounds is chosen by name: names do not change
 * while legs merge, as times do, so that nothing once dropped could come back in part. A gateway
 * beyond the bound loses its name only, not its events.
 */
export function mergeLegs(legs: readonly Leg[]): Leg[] {
  const sorted = joined(legs);
  if (sorted.length <= MAX_HOPS) return sorted;
  const hops = [...new Set(sorted.map(({ hop }) => hop))].slice(0, MAX_HOPS);
  let gateways = 0;
  const kept = sorted
    .filter(({ hop }) => hops.includes(hop))
    .map((leg) => (leg.gateway !== "" && ++gateways > MAX_GATEWAYS ? { ...leg, gateway: "" } : leg));
  return gateways > MAX_GATEWAYS ? joined(kept) : kept;
}

function joined(legs: readonly Leg[]): Leg[] {
  const result: Leg[] = [];
  for (const leg of legs) {
    const known = result.findIndex(({ hop, gateway }) => hop === leg.hop && gateway === leg.gateway);
    if (known < 0) result.push(leg);
    else result[known] = mergeLeg(result[known]!, leg, mergeEvents(result[known]!.events, leg.events));
  }
  return result.sort((a, b) => compareTexts(a.hop, b.hop) || compareTexts(a.gateway, b.gateway));
}

/** Everything but the events, which are given. */
export function mergeLeg(a: Leg, b: Leg, events: Leg["events"]): Leg {
  const { callerTag, callerAddress, callerSince } = compareCallers(a, b) <= 0 ? a : b;
  return {
    hop: a.hop,
    gateway: a.gateway,
    basis: betterBasis(a.basis, b.basis),
    whole: a.whole || b.whole,
    silentUntil: Math.max(a.silentUntil, b.silentUntil),
    callerTag,
    callerAddress,
    callerSince,
    events,
  };
}

/** The surer witness. Which leg decides a call is another question: see deciding-leg.ts. */
export function betterBasis(a: Basis, b: Basis): Basis {
  return a === b || BASES.indexOf(a) < BASES.indexOf(b) ? a : b;
}

type Caller = Pick<Leg, "callerTag" | "callerAddress" | "callerSince">;

/** Below 0 if the first is the caller: who is known before who is not, then the sender of the earlier INVITE. */
export function compareCallers(a: Caller, b: Caller): number {
  return (
    unknowns(a) - unknowns(b) ||
    sinceOf(a) - sinceOf(b) ||
    compareTexts(a.callerTag, b.callerTag) ||
    compareTexts(a.callerAddress, b.callerAddress)
  );
}

function unknowns({ callerTag, callerAddress }: Caller): number {
  return (callerTag === "" ? 1 : 0) + (callerAddress === "" ? 1 : 0);
}

function sinceOf({ callerSince }: Caller): number {
  return callerSince === UNTIMED ? Number.MAX_SAFE_INTEGER : callerSince;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
