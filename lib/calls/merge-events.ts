import { type CallEvent, type EventKind, isTime, UNTIMED } from "../sip/call-event.ts";
import { compareEvents } from "../sip/event-order.ts";

/** A leg keeps at most so many events, so that no log can make one call grow without end. */
export const MAX_MILESTONES = 32;
export const MAX_RESPONSES = 64;

/** Two events with the same key are the same event, seen twice: a retransmission or an overlap of logs. */
export function isSameEvent(a: CallEvent, b: CallEvent): boolean {
  return a.kind === b.kind && a.code === b.code && a.cseq === b.cseq && a.by === b.by;
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

/** An end that a record tells of its part of the call: a transfer goes on in another record, so the last one is the call's. */
function isToldEnd({ kind, cseq, by }: CallEvent): boolean {
  if (cseq !== 0 || by.startsWith("tag:")) return false;
  return kind === "bye" || kind === "kill" || kind === "finish";
}

/**
 * Of two sightings of one event the earlier one stays as it is, its texts included: what a later
 * repetition says may have been dropped by a bound elsewhere, and must therefore never count. Ends that records
 * tell are few, and of these the latest stays.
 */
export function mergeEvent(a: CallEvent, b: CallEvent): CallEvent {
  const [surer, other] = [sureness(a.at), sureness(b.at)];
  if (surer !== other) return surer > other ? a : b;
  if (a.at !== b.at) return a.at < b.at !== isToldEnd(a) ? a : b;
  if (a.reason.length !== b.reason.length) return a.reason.length > b.reason.length ? a : b;
  if (a.reason !== b.reason) return a.reason < b.reason ? a : b;
  return a.q850 >= b.q850 ? a : b;
}

/** A time says more than a place in a log, and that more than nothing. */
function sureness(at: number): number {
  return at === UNTIMED ? 0 : isTime(at) ? 2 : 1;
}

/** Sorts in place and bounds the number: milestones and responses apart, so that neither crowds out the other. */
export function canonicalEvents(events: CallEvent[]): CallEvent[] {
  if (!isSorted(events)) events.sort(compareEvents);
  if (events.length <= MAX_MILESTONES) return events;
  let milestones = 0;
  let responses = 0;
  return events.filter(
    (event) =>
      isToldEnd(event) ||
      (isMilestone(event.kind) ? ++milestones <= MAX_MILESTONES : ++responses <= MAX_RESPONSES),
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
