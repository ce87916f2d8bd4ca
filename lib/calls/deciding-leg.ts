import type { SourceSettings } from "../settings/settings.ts";
import { BASES, type CallEvent, type EventKind, UNTIMED } from "../sip/call-event.ts";
import { legsByHop } from "./gateway-attempts.ts";
import type { Leg } from "./observation.ts";
import { leavesOurAddresses } from "./our-side.ts";

/** What of a call decides how it ended. */
export interface DecidingLeg {
  readonly leg: Leg;
  /** The leg and those over which the same caller tried other servers. */
  readonly attempts: readonly Leg[];
  readonly events: readonly CallEvent[];
}

export function decidingLeg(all: readonly Leg[], settings: SourceSettings): DecidingLeg {
  if (all.length === 1) return { leg: all[0]!, attempts: all, events: all[0]!.events };
  const legs = legsByHop(all);
  const leg = bestLeg(legs, settings);
  const attempts = attemptsFrom(leg, legs);
  return { leg, attempts, events: eventsOf(attempts, legs) };
}

/**
 * One Call-ID crosses several hops, and they may end differently. The hop that leaves our own
 * addresses decides where settings name them, else the one where the call was first seen; the
 * wire before a record of it.
 */
function bestLeg(legs: readonly Leg[], settings: SourceSettings): Leg {
  let best: Leg | undefined;
  let bestRank: readonly number[] = [];
  for (const leg of legs) {
    const rank = [
      hasStart(leg) ? 0 : 1,
      leg.basis === "wire" ? 0 : 1,
      // A block in one log is why the others show nothing: it goes before their reports.
      leg.basis === "local" ? 0 : 1,
      BASES.indexOf(leg.basis),
      leavesOurAddresses(leg, settings) ? 0 : 1,
      firstAt(leg),
    ];
    if (!best || compareRanks(rank, bestRank) < 0) {
      best = leg;
      bestRank = rank;
    }
  }
  return best!;
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
}

function hasStart(leg: Leg): boolean {
  return leg.whole || leg.events.some((event) => event.kind === "invite" || event.kind === "blocked");
}

function firstAt(leg: Leg): number {
  for (const event of leg.events) if (event.at !== UNTIMED) return event.at;
  return Number.MAX_SAFE_INTEGER;
}

const ENDINGS: ReadonlySet<EventKind> = new Set(["bye", "bye-response", "kill", "finish", "connect"]);

/** The same caller may try another server with the same Call-ID (RFC 3263 §4.3): all its hops are one call. */
function attemptsFrom(leg: Leg, legs: readonly Leg[]): readonly Leg[] {
  if (legs.length === 1 || leg.callerAddress === "") return [leg];
  return legs.filter((other) => other === leg || other.callerAddress === leg.callerAddress);
}

/** A BYE may bypass the hop that decides, and the platform's own log knows who ended a call: neither is lost. */
function eventsOf(attempts: readonly Leg[], legs: readonly Leg[]): readonly CallEvent[] {
  if (legs.length === 1) return attempts[0]!.events;
  const events = attempts.flatMap((leg) => leg.events);
  const known = new Set(events.map((event) => event.kind));
  for (const other of legs) {
    if (attempts.includes(other)) continue;
    for (const event of other.events) {
      if (ENDINGS.has(event.kind) && !known.has(event.kind)) events.push(event);
    }
  }
  return events;
}
