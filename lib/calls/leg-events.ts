import type { CallEvent, Side } from "../sip/call-event.ts";
import { boundedText, MAX_TEXT_LENGTH } from "./bounds.ts";
import { canonicalEvents, isSameEvent, MAX_MILESTONES, MAX_RESPONSES, mergeEvent } from "./merge-events.ts";
import { shortTag } from "./short-tag.ts";

const FEW = 8;

/** The events of one record, bounded, each once. */
export function distinctEvents(events: readonly CallEvent[]): CallEvent[] {
  // The usual case, and an array of three that is grown one by one takes the room of seventeen.
  if (events.length <= FEW && areBounded(events) && areDistinct(events)) return events.slice();
  const distinct: CallEvent[] = [];
  for (const event of events) addEvent(distinct, event);
  return distinct;
}

function areBounded(events: readonly CallEvent[]): boolean {
  for (let i = 0; i < events.length; i++) if (!isBoundedEvent(events[i]!)) return false;
  return true;
}

function areDistinct(events: readonly CallEvent[]): boolean {
  for (let i = 1; i < events.length; i++) {
    for (let j = 0; j < i; j++) if (isSameEvent(events[i]!, events[j]!)) return false;
  }
  return true;
}

/** Whether it is news: an event that is known already is only told by another sighting. */
export function addEvent(events: CallEvent[], raw: CallEvent): boolean {
  const event = bounded(raw);
  for (let i = 0; i < events.length; i++) {
    const known = events[i]!;
    if (isSameEvent(known, event)) {
      events[i] = mergeEvent(known, event);
      return false;
    }
  }
  events.push(event);
  if (events.length > 2 * (MAX_MILESTONES + MAX_RESPONSES))
    events.splice(0, events.length, ...canonicalEvents(events));
  return true;
}

function bounded(event: CallEvent): CallEvent {
  if (isBoundedEvent(event)) return event;
  const { at, kind, code, cseq, reason, q850 } = event;
  const by: Side = event.by.startsWith("tag:") ? `tag:${shortTag(event.by.slice(4))}` : event.by;
  return { at, kind, code, cseq, by, reason: boundedText(reason), q850 };
}

function isBoundedEvent({ by, reason }: CallEvent): boolean {
  return (by === "caller" || by === "callee" || by === "") && reason.length <= MAX_TEXT_LENGTH;
}
