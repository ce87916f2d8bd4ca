import { type CallEvent, UNTIMED } from "../sip/call-event.ts";
import { compareEvents } from "../sip/event-order.ts";
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
  const events = legs.flatMap((leg) => (leg.gateway === "" ? [] : leg.events));
  for (const event of legs.find(({ gateway }) => gateway === "")?.events ?? []) {
    const known = events.findIndex((other) => isSameEvent(other, event));
    if (known < 0) events.push(event);
    else events[known] = mergeEvent(events[known]!, event);
  }
  return events.sort(compareEvents);
}

/** The attempt that gave the call its result: the one that was answered first, else the last one. */
export function decisiveAttempt(legs: readonly Leg[]): Leg {
  return legs.reduce((best, leg) => {
    const difference = answeredAt(leg) - answeredAt(best) || lastTryAt(best) - lastTryAt(leg);
    return difference < 0 ? leg : best;
  });
}

/** The same where it is known over which hop the call got its result. */
export function decisiveAttemptOver(hop: string, legs: readonly Leg[]): Leg {
  const over = legs.filter((leg) => leg.hop === hop);
  return decisiveAttempt(over.length > 0 ? over : legs);
}

const NEVER = Number.MAX_SAFE_INTEGER;

/** An answer without a time comes after those with one. */
function answeredAt({ events }: Leg): number {
  let first = NEVER;
  for (const event of events)
    if (isAnswer(event)) first = Math.min(first, event.at === UNTIMED ? NEVER - 1 : event.at);
  return first;
}

export function isAnswer({ kind, code }: CallEvent): boolean {
  return kind === "connect" || (kind === "response" && code >= 200 && code < 300);
}

function lastTryAt({ events }: Leg): number {
  let last = UNTIMED;
  for (const { kind, at } of events) {
    if ((kind === "invite" || kind === "response" || kind === "blocked") && at > last) last = at;
  }
  return last;
}
