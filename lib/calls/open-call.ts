import { type CallEvent, type EventKind, type Side, UNTIMED } from "../sip/call-event.ts";
import { isChallenge } from "../sip/response-codes.ts";
import { inAttempt } from "./attempt-number.ts";
import { boundedText, MAX_TEXT_LENGTH } from "./bounds.ts";
import { type CallAttributes, TEXT_ATTRIBUTES } from "./call-attributes.ts";
import type { Hearing } from "./hearing.ts";
import { mergeAttributes } from "./merge.ts";
import { canonicalEvents, isSameEvent, MAX_MILESTONES, MAX_RESPONSES, mergeEvent } from "./merge-events.ts";
import { betterBasis, compareCallers, mergeLegs } from "./merge-legs.ts";
import type { Leg, Observation } from "./observation.ts";
import { shortTag } from "./short-tag.ts";
import type { Aside, Sighting } from "./sighting.ts";

/** A call, and one of its legs, while more may be said of them. */
type OpenLeg = { -readonly [Part in keyof Leg]: Part extends "events" ? CallEvent[] : Leg[Part] };

/** What the messages of a leg tell by their order, and what is of no use once no more come. */
interface Exchange {
  /** Of the last INVITE, see {@link Sighting.branch}; 0 = not known. */
  branch: number;
  /** How often the 2xx was sent again while no ACK came; -1 = one came. */
  answersAgain: number;
  /** Branches of INVITEs that a proxy sent one after the other over the same hop, see {@link inAttempt}. Undefined where there was one. */
  branches: number[] | undefined;
}

/** A request inside the dialog that nobody has answered yet. */
interface Question {
  readonly cseq: number;
  readonly by: Side;
  /** Position of the leg. */
  readonly leg: number;
  times: number;
  at: number;
}

/**
 * A request that was sent so often without a response is lost, as the six and more that timer F or H allow
 * (RFC 3261 §17.1.2.2, §13.3.1.4), and not only late.
 */
const SENT_IN_VAIN = 5;

/** In place of {@link Leg.silentUntil} while a leg of a live log is open and no INVITE was sent again. */
const LISTENING = 1;

export interface OpenCall extends Observation {
  attributes: Observation["attributes"];
  readonly legs: OpenLeg[];
  /** By leg. */
  readonly exchanges: Exchange[];
  question: Question | null;
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
  leg.whole ||= sighting.whole;
  if (sighting.live && leg.silentUntil === UNTIMED) leg.silentUntil = LISTENING;
  leg.basis = betterBasis(leg.basis, sighting.basis);
  if (sighting.callerTag !== "" || sighting.callerAddress !== "") takeCaller(leg, sighting);
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

/** An INVITE with a new branch after a failure is another attempt, and its responses are that one's. */
function ofItsAttempt(
  { legs, exchanges }: OpenCall,
  position: number,
  event: CallEvent,
  branch: number,
): CallEvent {
  const exchange = exchanges[position]!;
  if (event.kind === "invite" && exchange.branch !== 0 && branch !== 0 && branch !== exchange.branch) {
    const isAgain = (seen: CallEvent) =>
      seen.kind === "response" && seen.code >= 300 && seen.cseq >= event.cseq;
    if (legs[position]!.events.some(isAgain)) {
      exchange.branches ??= [exchange.branch];
      if (!exchange.branches.includes(branch)) exchange.branches.push(branch);
    }
  }
  if (exchange.branches === undefined) return event;
  const known = exchange.branches.indexOf(branch);
  return inAttempt(event, known < 0 ? exchange.branches.length - 1 : known);
}

/** What a message tells by when it comes: only a message can be sent again, or be asked for. */
function follow(call: OpenCall, position: number, event: CallEvent, branch: number, isNew: boolean): void {
  const exchange = call.exchanges[position]!;
  switch (event.kind) {
    case "invite":
      if (branch !== 0) exchange.branch = branch;
      break;
    case "reinvite":
      ask(call, position, event);
      break;
    case "response":
      // A 2xx is sent again until its ACK comes (RFC 3261 §13.3.1.4).
      if (!isNew && event.code >= 200 && event.code < 300 && exchange.answersAgain >= 0)
        exchange.answersAgain++;
      hearAnswer(call, event);
      break;
  }
}

function addAside(call: OpenCall, { branch, hop }: Sighting, aside: Aside): Added {
  if (aside.what === "ack") return addAck(call, branch ?? 0, aside);
  if (aside.what === "asked")
    ask(
      call,
      Math.max(
        0,
        call.legs.findIndex((leg) => leg.hop === hop),
      ),
      aside,
    );
  else hearAnswer(call, aside);
  return "mid-call";
}

/** An ACK is kept where it is the only witness of the 2xx that it answers: it has a branch of its own (RFC 3261 §17.1.1.3). */
function addAck({ legs, exchanges }: OpenCall, branch: number, { at, cseq, by }: Aside): Added {
  const invited = exchanges.findIndex((known) => known.branch !== 0);
  if (invited < 0 || branch === 0 || exchanges.some((known) => known.branch === branch)) return "mid-call";
  for (const known of exchanges) known.answersAgain = -1;
  if (legs.some(({ events }) => events.some(isFinal))) return "mid-call";
  const ack: CallEvent = { at, kind: "ack", code: 0, cseq, by, reason: "", q850: 0 };
  return addEvent(legs[invited]!.events, ack) ? "news" : "repeated";
}

function isFinal({ kind, code }: CallEvent): boolean {
  return kind === "response" && code >= 200;
}

function ask(call: OpenCall, leg: number, { cseq, by, at }: Aside | CallEvent): void {
  const { question } = call;
  if (question?.cseq !== cseq || question.by !== by) call.question = { cseq, by, leg, times: 1, at };
  else {
    question.times++;
    question.at = at;
  }
}

function hearAnswer(call: OpenCall, { cseq, by }: Aside | CallEvent): void {
  if (call.question !== null && call.question.cseq === cseq && call.question.by === by) call.question = null;
}

/**
 * Whether an INVITE begins another call with the same Call-ID: the one that is known over the same hop is over,
 * and the caller has taken a new From tag, which never changes within a call (RFC 3261 §8.1.1.3, §12.2.1.1).
 */
export function beginsAnotherCall({ legs }: OpenCall, { hop, callerTag, events }: Sighting): boolean {
  if (callerTag === "" || events[0]?.kind !== "invite") return false;
  const leg = legs.find((known) => known.hop === hop);
  if (!leg || leg.callerTag === "" || leg.callerTag === shortTag(callerTag)) return false;
  return legs.some(({ events: seen }) => seen.some(isOver));
}

function isOver({ kind, code }: CallEvent): boolean {
  if (kind === "response") return code >= 400 && !isChallenge(code);
  return kind === "bye" || kind === "bye-response";
}

export type Added = "news" | "repeated" | "mid-call" | "other-method";

/** What was seen of the call. Nothing can be added to it afterwards. */
export function closeCall(call: OpenCall, hearing: Hearing): Observation {
  const { source, callId, attributes, legs, exchanges, question } = call;
  if (question && question.times >= SENT_IN_VAIN)
    addEvent(legs[question.leg]!.events, lost(question.at, "dialog-lost"));
  for (let i = 0; i < legs.length; i++) {
    if (exchanges[i]!.answersAgain >= SENT_IN_VAIN)
      addEvent(legs[i]!.events, lost(UNTIMED, "unacknowledged"));
    closeLeg(legs[i]!, hearing);
  }
  return { source, callId, attributes, legs: legs.length === 1 ? legs : mergeLegs(legs) };
}

function lost(at: number, kind: EventKind): CallEvent {
  return { at, kind, code: 0, cseq: 0, by: "", reason: "", q850: 0 };
}

function closeLeg(leg: OpenLeg, hearing: Hearing): void {
  leg.events = canonicalEvents(leg.events);
  if (leg.callerAddress === "" && leg.basis === "wire" && leg.events.every(isResponse)) {
    // Whoever gets the responses has sent the INVITE, wherever that is.
    leg.callerAddress = hearing.onlyEndOf(leg.hop);
    if (leg.callerAddress !== "") leg.callerSince = leg.events[0]?.at ?? UNTIMED;
  }
  if (leg.silentUntil === UNTIMED) return;
  const repeated = leg.silentUntil === LISTENING ? UNTIMED : leg.silentUntil;
  leg.silentUntil = isUnanswered(leg.events) ? Math.max(repeated, hearing.untilOn(leg)) : UNTIMED;
}

/** Of records, which never say more than they do at once, one is enough for all. */
const NO_EXCHANGE: Exchange = Object.freeze({ branch: 0, answersAgain: -1, branches: undefined });

function exchangeOf({ branch, events }: Sighting): Exchange {
  if (branch === undefined) return NO_EXCHANGE;
  return { branch: events[0]?.kind === "invite" ? branch : 0, answersAgain: 0, branches: undefined };
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

function isResponse({ kind }: CallEvent): boolean {
  return kind === "response" || kind === "bye-response";
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
  const { at, kind, code, cseq, reason, q850 } = event;
  const by: Side = event.by.startsWith("tag:") ? `tag:${shortTag(event.by.slice(4))}` : event.by;
  return { at, kind, code, cseq, by, reason: boundedText(reason), q850 };
}

function isBoundedEvent({ by, reason }: CallEvent): boolean {
  return (by === "caller" || by === "callee" || by === "") && reason.length <= MAX_TEXT_LENGTH;
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
