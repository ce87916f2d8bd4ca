import { type CallEvent, UNTIMED } from "../sip/call-event.ts";
import { boundedText, MAX_TEXT_LENGTH } from "./bounds.ts";
import { type CallAttributes, TEXT_ATTRIBUTES } from "./call-attributes.ts";
import {
  addAside,
  closeExchanges,
  type Exchange,
  type Exchanged,
  endsOneOfSeveral,
  exchangeOf,
  follow,
  ofItsAttempt,
} from "./exchange.ts";
import type { Hearing } from "./hearing.ts";
import { addEvent, distinctEvents } from "./leg-events.ts";
import { mergeAttributes } from "./merge.ts";
import { canonicalEvents } from "./merge-events.ts";
import { betterBasis, compareCallers, mergeLegs } from "./merge-legs.ts";
import type { Leg, Observation } from "./observation.ts";
import { shortTag } from "./short-tag.ts";
import type { Added, Sighting } from "./sighting.ts";

/** A call, and one of its legs, while more may be said of them. */
type OpenLeg = { -readonly [Part in keyof Leg]: Part extends "events" ? CallEvent[] : Leg[Part] };

/** In place of {@link Leg.silentUntil} while a leg of a live log is open and no INVITE was sent again. */
const LISTENING = 1;

export interface OpenCall extends Observation, Exchanged {
  attributes: Observation["attributes"];
  readonly legs: OpenLeg[];
}

/** The call of which a sighting is the first word. */
export function openCall(source: string, callId: string, sighting: Sighting): OpenCall {
  const attributes = boundedAttributes(sighting.attributes);
  return {
    source,
    callId,
    attributes,
    legs: [legOf(sighting)],
    exchanges: [exchangeOf(sighting)],
    question: null,
  };
}

/**
 * Adds what another record says of the call.
 *
 * @returns "repeated" if it only repeats what is known, "mid-call" if it says nothing that the call keeps
 */
export function addSighting(call: OpenCall, sighting: Sighting): Added {
  if (sighting.aside) return addAside(call, sighting, sighting.aside);
  call.attributes = withAttributes(call.attributes, sighting.attributes);
  const position = positionFor(call, sighting);
  const leg = call.legs[position];
  if (!leg) {
    call.legs.push(legOf(sighting));
    call.exchanges.push(exchangeOf(sighting));
    return "news";
  }
  if (sighting.toTag && endsOneOfSeveral(leg, call.exchanges[position]!, sighting)) return "mid-call";
  leg.whole ||= sighting.whole;
  if (sighting.live && leg.silentUntil === UNTIMED) leg.silentUntil = LISTENING;
  leg.basis = betterBasis(leg.basis, sighting.basis);
  if (sighting.callerTag !== "" || sighting.callerAddress !== "")
    takeCaller(leg, call.exchanges[position]!, sighting);
  let news = sighting.events.length === 0;
  for (const raw of sighting.events) {
    const event = sighting.branch === undefined ? raw : ofItsAttempt(call, position, raw, sighting.branch);
    const isNew = addEvent(leg.events, event);
    if (isNew) news = true;
    // An INVITE is sent again only while nothing has come back (RFC 3261 §17.1.1.2), whoever recorded it.
    else if (event.kind === "invite" && leg.silentUntil !== UNTIMED && event.at > leg.silentUntil)
      leg.silentUntil = event.at;
    if (sighting.branch !== undefined) follow(call, position, event, sighting.branch, isNew);
  }
  return news ? "news" : "repeated";
}

/**
 * The leg that a record is about: the one with its hop and gateway. A device may answer from another address
 * or port than it was asked at, so that a response belongs to the hop whose INVITE it names (RFC 3261 §17.1.3).
 * -1 if there is none yet.
 */
function positionFor(
  { legs, exchanges }: OpenCall,
  { hop, gateway: name, branch, events }: Sighting,
): number {
  const gateway = boundedText(name);
  const own = legs.findIndex((known) => known.hop === hop && known.gateway === gateway);
  if (!branch || exchanges[own]?.branch === branch || events[0]?.kind !== "response") return own;
  const asked = exchanges.findIndex((known) => known.branch === branch);
  return asked < 0 ? own : asked;
}

/** What was seen of the call. Nothing can be added to it afterwards. */
export function closeCall(call: OpenCall, hearing: Hearing): Observation {
  const { source, callId, attributes, legs, exchanges } = call;
  closeExchanges(call);
  for (let i = 0; i < legs.length; i++) closeLeg(legs[i]!, exchanges[i]!, hearing);
  return { source, callId, attributes, legs: legs.length === 1 ? legs : mergeLegs(legs) };
}

function closeLeg(leg: OpenLeg, { heard: isHeard, receiver }: Exchange, hearing: Hearing): void {
  leg.events = canonicalEvents(leg.events);
  if (leg.callerAddress === "" && receiver !== "" && !leg.events.some(isReinvite)) {
    // Whoever gets the responses has sent the INVITE, wherever that is.
    leg.callerAddress = receiver;
    leg.callerSince = leg.events[0]?.at ?? UNTIMED;
  }
  if (leg.silentUntil === UNTIMED) return;
  const repeated = leg.silentUntil === LISTENING ? UNTIMED : leg.silentUntil;
  const isSilent = !isHeard && isUnanswered(leg.events);
  leg.silentUntil = isSilent ? Math.max(repeated, hearing.untilOn(leg, repeated !== UNTIMED)) : UNTIMED;
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

function isReinvite({ kind }: CallEvent): boolean {
  return kind === "reinvite";
}

/** Nothing came back to the last INVITE. */
function isUnanswered(events: readonly CallEvent[]): boolean {
  let invited = 0;
  let answered = -1;
  for (const { kind, code, cseq } of events) {
    if (kind === "invite" && cseq > invited) invited = cseq;
    else if ((kind === "ack" || (kind === "response" && code > 0)) && cseq > answered) answered = cseq;
    else if (kind === "connect" || kind === "blocked") return false;
  }
  return answered < invited;
}

function takeCaller(leg: OpenLeg, exchange: Exchange, sighting: Sighting): void {
  const { callerAddress, branch } = sighting;
  const callerTag = shortTag(sighting.callerTag);
  const isMessage = branch !== undefined && callerTag !== "";
  if (isMessage && leg.callerTag !== "" && leg.callerTag !== callerTag) exchange.renamed = true;
  const caller = { callerTag, callerAddress, callerSince: sighting.events[0]?.at ?? UNTIMED };
  if (compareCallers(caller, leg) >= 0) return;
  leg.callerTag = caller.callerTag;
  leg.callerAddress = caller.callerAddress;
  leg.callerSince = caller.callerSince;
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
  for (const name in attributes) {
    const value = attributes[name as keyof CallAttributes];
    if (typeof value === "string" && (value === "" || value.length > MAX_TEXT_LENGTH)) return false;
  }
  return true;
}
