import { type CallEvent, type Side, UNTIMED } from "../sip/call-event.ts";
import { boundedText, MAX_TEXT_LENGTH } from "./bounds.ts";
import { type CallAttributes, TEXT_ATTRIBUTES } from "./call-attributes.ts";
import type { Hearing } from "./hearing.ts";
import { mergeAttributes } from "./merge.ts";
import { canonicalEvents, isSameEvent, MAX_MILESTONES, MAX_RESPONSES, mergeEvent } from "./merge-events.ts";
import { betterBasis, compareCallers, mergeLegs } from "./merge-legs.ts";
import type { Leg, Observation } from "./observation.ts";
import { fnv1a } from "./shard.ts";
import type { Sighting } from "./sighting.ts";

/** A call, and one of its legs, while more may be said of them. */
type OpenLeg = { -readonly [Part in keyof Leg]: Part extends "events" ? CallEvent[] : Leg[Part] };

/** In place of {@link Leg.silentUntil} while a leg of a live log is open and no INVITE was sent again. */
const LISTENING = 1;

export interface OpenCall extends Observation {
  attributes: Observation["attributes"];
  readonly legs: OpenLeg[];
}

/** The call of which a sighting is the first word. */
export function openCall(source: string, callId: string, sighting: Sighting): OpenCall {
  return { source, callId, attributes: boundedAttributes(sighting.attributes), legs: [legOf(sighting)] };
}

/** Adds what another record says of the call. Returns false if it only repeats what is known. */
export function addSighting(call: OpenCall, sighting: Sighting): boolean {
  call.attributes = withAttributes(call.attributes, sighting.attributes);
  const gateway = boundedText(sighting.gateway);
  const leg = call.legs.find((known) => known.hop === sighting.hop && known.gateway === gateway);
  if (!leg) {
    call.legs.push(legOf(sighting));
    return true;
  }
  leg.whole ||= sighting.whole;
  if (sighting.live && leg.silentUntil === UNTIMED) leg.silentUntil = LISTENING;
  leg.basis = betterBasis(leg.basis, sighting.basis);
  if (sighting.callerTag !== "" || sighting.callerAddress !== "") takeCaller(leg, sighting);
  let news = sighting.events.length === 0;
  for (const event of sighting.events) {
    if (addEvent(leg.events, event)) news = true;
    // An INVITE is sent again only while nothing has come back (RFC 3261 §17.1.1.2), whoever recorded it.
    else if (event.kind === "invite" && leg.silentUntil !== UNTIMED && event.at > leg.silentUntil)
      leg.silentUntil = event.at;
  }
  return news;
}

/** What was seen of the call. Nothing can be added to it afterwards. */
export function closeCall(call: OpenCall, hearing: Hearing): Observation {
  for (const leg of call.legs) closeLeg(leg, hearing);
  return call.legs.length === 1 ? call : { ...call, legs: mergeLegs(call.legs) };
}

function closeLeg(leg: OpenLeg, hearing: Hearing): void {
  leg.events = canonicalEvents(leg.events);
  if (leg.silentUntil === UNTIMED) return;
  const repeated = leg.silentUntil === LISTENING ? UNTIMED : leg.silentUntil;
  leg.silentUntil = isUnanswered(leg.events) ? Math.max(repeated, hearing.untilOn(leg)) : UNTIMED;
}

function legOf(sighting: Sighting): OpenLeg {
  const { hop, basis, whole, live, callerTag, callerAddress } = sighting;
  const isCaller = callerTag !== "" || callerAddress !== "";
  return {
    hop,
    gateway: boundedText(sighting.gateway),
    basis,
    whole,
    silentUntil: live ? LISTENING : UNTIMED,
    callerTag: shortTag(callerTag),
    callerAddress,
    callerSince: isCaller ? (sighting.events[0]?.at ?? UNTIMED) : UNTIMED,
    events: distinctEvents(sighting.events),
  };
}

/** Nothing came back to the last INVITE. */
function isUnanswered(events: readonly CallEvent[]): boolean {
  let invited = 0;
  let answered = -1;
  for (const { kind, code, cseq } of events) {
    if (kind === "invite" && cseq > invited) invited = cseq;
    else if (kind === "response" && code > 0 && cseq > answered) answered = cseq;
    else if (kind === "connect" || kind === "blocked") return false;
  }
  return answered < invited;
}

function takeCaller(leg: OpenLeg, { callerTag, callerAddress, events }: Sighting): void {
  const caller = { callerTag: shortTag(callerTag), callerAddress, callerSince: events[0]?.at ?? UNTIMED };
  if (compareCallers(caller, leg) >= 0) return;
  leg.callerTag = caller.callerTag;
  leg.callerAddress = caller.callerAddress;
  leg.callerSince = caller.callerSince;
}

const FEW = 8;

function distinctEvents(events: readonly CallEvent[]): CallEvent[] {
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

function addEvent(events: CallEvent[], raw: CallEvent): boolean {
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
  const by: Side = event.by.startsWith("tag:") ? `tag:${shortTag(event.by.slice(4))}` : event.by;
  return { ...event, by, reason: event.reason.slice(0, MAX_TEXT_LENGTH) };
}

function isBoundedEvent({ by, reason }: CallEvent): boolean {
  return (by === "caller" || by === "callee" || by === "") && reason.length <= MAX_TEXT_LENGTH;
}

/** Tags are only ever compared within one call, so 32 bits tell two apart and cost a third of the room. */
function shortTag(tag: string): string {
  return tag === "" ? "" : fnv1a(tag).toString(36);
}

/** Most records of a call repeat what an earlier one said: only news is merged. */
function withAttributes(known: CallAttributes, more: CallAttributes): CallAttributes {
  for (const name in more) {
    const key = name as keyof CallAttributes;
    if (more[key] !== undefined && known[key] !== more[key])
      return mergeAttributes(known, boundedAttributes(more));
  }
  return known;
}

function boundedAttributes(attributes: CallAttributes): CallAttributes {
  if (areTextsBounded(attributes)) return attributes;
  const bounded = { ...attributes };
  for (const name of TEXT_ATTRIBUTES) bounded[name] = boundedText(attributes[name] ?? "");
  return mergeAttributes({}, bounded);
}

function areTextsBounded(attributes: CallAttributes): boolean {
  for (let i = 0; i < TEXT_ATTRIBUTES.length; i++) {
    const text = attributes[TEXT_ATTRIBUTES[i]!];
    if (text !== undefined && (text === "" || text.length > MAX_TEXT_LENGTH)) return false;
  }
  return true;
}
