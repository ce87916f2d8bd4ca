import type { CallEvent } from "../sip/call-event.ts";
import { compareEvents } from "../sip/event-order.ts";
import { courseOf } from "./course-of-attempts.ts";
import { isSameEvent, mergeEvent } from "./merge-events.ts";
import { mergeLeg } from "./merge-legs.ts";
import type { Leg } from "./observation.ts";

/**
 * One leg for each hop: a log that names several gateways describes one call, and only all of its
 * attempts together show how it went. Expects the legs sorted, as an observation has them.
 */
export function legsByHop(legs: readonly Leg[]): readonly Leg[] {
  if (legs.length === 1) return legs;
  const hops: Leg[] = [];
  for (let from = 0, to = 0; from < legs.length; from = to) {
    const first = legs[from]!;
    while (to < legs.length && legs[to]!.hop === first.hop) to++;
    hops.push(to - from === 1 ? first : joined(legs.slice(from, to)));
  }
  return hops;
}

function joined(legs: readonly Leg[]): Leg {
  const events = eventsOf(legs);
  return legs.reduce((all, leg) => mergeLeg(all, leg, events));
}

/**
 * Equal events of two gateways are two events. But one that was seen without its gateway, in
 * another export or in a line with fewer columns, is the one of a gateway.
 */
function eventsOf(legs: readonly Leg[]): CallEvent[] {
  const named = legs
    .filter(({ gateway }) => gateway !== "")
    .map((leg) => ({ ...leg, events: [...leg.events] }));
  const unnamed: CallEvent[] = [];
  for (const event of legs.find(({ gateway }) => gateway === "")?.events ?? []) {
    const isSame = (other: CallEvent) => isSameEvent(other, event);
    const { events } = named.find((leg) => leg.events.some(isSame)) ?? { events: unnamed };
    const known = events.findIndex(isSame);
    if (known < 0) events.push(event);
    else events[known] = mergeEvent(events[known]!, event);
  }
  const events = areCountedAlike(named) ? courseOf(named).events : named.flatMap((leg) => leg.events);
  return [...events, ...unnamed].sort(compareEvents);
}

/** A log that begins with a later attempt, or has a row for each, counts none of them on. */
function areCountedAlike(legs: readonly Leg[]): boolean {
  const counted = legs.map(({ events }) =>
    Math.max(...events.map(({ kind, cseq }) => (kind === "invite" ? cseq : 0))),
  );
  return new Set(counted).size < counted.length;
}
