import { type Basis, type CallEvent, type EventKind, UNTIMED } from "../sip/call-event.ts";
import type { Leg, Observation } from "./observation.ts";
import type { CallAttributes } from "./sighting.ts";

/*
 * Merging is a join of a semilattice: commutative, associative and idempotent. Every part of an
 * observation therefore merges by a rule that knows no order of arrival: a minimum, a maximum, a
 * union. "The last one wins" is none of them.
 */

/** An observation keeps at most this many hops and events, so that no log can make one call grow without end. */
export const MAX_HOPS = 8;
export const MAX_MILESTONES = 32;
export const MAX_RESPONSES = 64;

/** Causal order of events that carry the same time stamp. */
const KIND_RANK: Record<EventKind, number> = {
  invite: 0,
  blocked: 1,
  response: 2,
  cancel: 3,
  connect: 4,
  reinvite: 5,
  kill: 6,
  finish: 7,
  bye: 8,
  "bye-response": 9,
};

const BASIS_RANK: Record<Basis, number> = { wire: 0, reported: 1, derived: 2, local: 3 };

/** Two events with the same key are the same event, seen twice: a retransmission or an overlap of logs. */
export function isSameEvent(a: CallEvent, b: CallEvent): boolean {
  return a.kind === b.kind && a.code === b.code && a.cseq === b.cseq && a.by === b.by;
}

/** @throws {TypeError} if the two are not about the same call. */
export function mergeObservations(a: Observation, b: Observation): Observation {
  if (a.source !== b.source || a.callId !== b.callId) {
    throw new TypeError("Cannot merge observations: they are of different calls");
  }
  return {
    source: a.source,
    callId: a.callId,
    attributes: mergeAttributes(a.attributes, b.attributes),
    legs: mergeLegs(a.legs, b.legs),
  };
}

export function mergeLegs(a: readonly Leg[], b: readonly Leg[]): Leg[] {
  const legs = [...a];
  for (const leg of b) {
    const known = legs.findIndex((other) => other.hop === leg.hop);
    if (known < 0) legs.push(leg);
    else legs[known] = mergeLeg(legs[known]!, leg);
  }
  legs.sort((x, y) => (x.hop < y.hop ? -1 : 1));
  return legs.length > MAX_HOPS ? legs.slice(0, MAX_HOPS) : legs;
}

function mergeLeg(a: Leg, b: Leg): Leg {
  const caller = earlierCaller(a, b);
  return {
    hop: a.hop,
    basis: BASIS_RANK[a.basis] <= BASIS_RANK[b.basis] ? a.basis : b.basis,
    whole: a.whole || b.whole,
    callerTag: caller.callerTag,
    callerAddress: caller.callerAddress,
    events: mergeEvents(a.events, b.events),
  };
}

/** The side that sent the earliest INVITE is the caller, whichever log shows it. */
function earlierCaller(a: Leg, b: Leg): Leg {
  const difference = firstInviteAt(a) - firstInviteAt(b);
  if (difference !== 0 && !Number.isNaN(difference)) return difference < 0 ? a : b;
  return `${a.callerTag} ${a.callerAddress}` <= `${b.callerTag} ${b.callerAddress}` ? a : b;
}

function firstInviteAt(leg: Leg): number {
  let first = Number.POSITIVE_INFINITY;
  for (const event of leg.events) {
    if (event.kind === "invite" && event.at !== UNTIMED && event.at < first) first = event.at;
  }
  return first;
}

export function mergeEvents(a: readonly CallEvent[], b: readonly CallEvent[]): CallEvent[] {
  const events = [...a];
  for (const event of b) {
    const known = events.findIndex((other) => isSameEvent(other, event));
    if (known < 0) events.push(event);
    else events[known] = mergeEvent(events[known]!, event);
  }
  return canonicalEvents(events);
}

export function mergeEvent(a: CallEvent, b: CallEvent): CallEvent {
  const at = a.at === UNTIMED ? b.at : b.at === UNTIMED ? a.at : Math.min(a.at, b.at);
  const reason = preferredText(a.reason, b.reason);
  const q850 = Math.max(a.q850, b.q850);
  if (at === a.at && reason === a.reason && q850 === a.q850) return a;
  return { at, kind: a.kind, code: a.code, cseq: a.cseq, by: a.by, reason, q850 };
}

/** Sorts in place and bounds the number: milestones and responses apart, so that neither crowds out the other. */
export function canonicalEvents(events: CallEvent[]): CallEvent[] {
  if (!isSorted(events)) events.sort(compareEvents);
  if (events.length <= MAX_MILESTONES) return events;
  let milestones = 0;
  let responses = 0;
  return events.filter((event) =>
    isMilestone(event.kind) ? ++milestones <= MAX_MILESTONES : ++responses <= MAX_RESPONSES,
  );
}

/** Most logs tell a call in its order. */
function isSorted(events: readonly CallEvent[]): boolean {
  for (let i = 1; i < events.length; i++) if (compareEvents(events[i - 1]!, events[i]!) > 0) return false;
  return true;
}

function isMilestone(kind: EventKind): boolean {
  return kind !== "response" && kind !== "reinvite";
}

export function compareEvents(a: CallEvent, b: CallEvent): number {
  return (
    a.at - b.at ||
    KIND_RANK[a.kind] - KIND_RANK[b.kind] ||
    a.cseq - b.cseq ||
    a.code - b.code ||
    (a.by < b.by ? -1 : a.by > b.by ? 1 : 0)
  );
}

export function mergeAttributes(a: Readonly<CallAttributes>, b: Readonly<CallAttributes>): CallAttributes {
  const merged: CallAttributes = {};
  for (const name of ["from", "to", "gateway", "agent", "direction"] as const) {
    const text = preferredText(a[name] ?? "", b[name] ?? "");
    if (text !== "") (merged as Record<string, string>)[name] = text;
  }
  for (const name of ["reportedRequestDelayMs", "reportedRingMs", "reportedTalkMs"] as const) {
    const value = least(a[name], b[name]);
    if (value !== undefined) merged[name] = value;
  }
  return merged;
}

/** The longer text says more; of two equally long ones the smaller, so that the order of arrival cannot matter. */
function preferredText(a: string, b: string): string {
  if (a === b || b === "") return a;
  if (a.length !== b.length) return a.length > b.length ? a : b;
  return a < b ? a : b;
}

function least(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : Math.min(a, b);
}
