import { type CallEvent, type Side, UNTIMED } from "../sip/call-event.ts";
import { callsHeld } from "./calls-held.ts";
import { mergeAttributes } from "./merge.ts";
import { canonicalEvents, isSameEvent, MAX_MILESTONES, MAX_RESPONSES, mergeEvent } from "./merge-events.ts";
import { betterBasis, compareCallers, mergeLegs } from "./merge-legs.ts";
import type { Leg, Observation } from "./observation.ts";
import { fnv1a } from "./shard.ts";
import type { CallAttributes, Sighting } from "./sighting.ts";

export interface Collector {
  /** Adds what a record says. Returns false if it only repeats what this file already said. */
  add(sighting: Sighting): boolean;
  /** Hands over everything that is left. */
  end(): void;
}

export interface CollectorOptions {
  readonly source: string;
  readonly onObservation: (observation: Observation) => void;
  /**
   * Calls held at once. Beyond it those are handed over of which nothing was said for the longest
   * time; what comes later about such a call becomes a second observation, and merging on reading
   * makes one call of the two.
   */
  readonly maxOpenCalls?: number;
}

/** A call, and one of its legs, while more may be said of them. */
type OpenLeg = { -readonly [Part in keyof Leg]: Part extends "events" ? CallEvent[] : Leg[Part] };

interface OpenCall extends Observation {
  attributes: Observation["attributes"];
  readonly legs: OpenLeg[];
}

/** A finished call waits for its last words and the rows of its other legs, which stand near; more would only grow old in memory. */
const FINISHED_HELD = 1_000;
const MAX_CALL_ID_LENGTH = 512;
const MAX_TEXT_LENGTH = 128;

/** Gathers the sightings of one file into observations, one for each call. */
export function createCollector(options: CollectorOptions): Collector {
  const { source, onObservation, maxOpenCalls = 20_000 } = options;
  const handOver = (call: OpenCall) => onObservation(closed(call));
  const running = callsHeld<OpenCall>(maxOpenCalls, handOver);
  const finished = callsHeld<OpenCall>(Math.min(maxOpenCalls, FINISHED_HELD), handOver);

  return {
    add(sighting) {
      const callId = boundedCallId(sighting.callId);
      const open = running.get(callId);
      const call = open ?? finished.get(callId);
      if (!call) {
        const attributes = boundedAttributes(sighting.attributes);
        const first: OpenCall = { source, callId, attributes, legs: [legOf(sighting)] };
        (sighting.whole ? finished : running).set(callId, first);
        return true;
      }
      call.attributes = withAttributes(call.attributes, sighting.attributes);
      const news = addToLeg(call, sighting);
      if (open && sighting.events.some(isEnd) && running.release(callId)) finished.set(callId, open);
      return news || sighting.events.length === 0;
    },
    end() {
      running.end();
      finished.end();
    },
  };
}

/** Hardly anything follows: a challenge (RFC 3261 §22.2) and a redirection are no end. */
function isEnd({ kind, code }: CallEvent): boolean {
  if (kind === "response") return code >= 400 && code !== 401 && code !== 407;
  return (
    kind === "finish" || kind === "kill" || kind === "bye" || kind === "bye-response" || kind === "blocked"
  );
}

function legOf(sighting: Sighting): OpenLeg {
  const { hop, basis, whole, callerTag, callerAddress } = sighting;
  const isCaller = callerTag !== "" || callerAddress !== "";
  return {
    hop,
    gateway: boundedText(sighting.gateway),
    basis,
    whole,
    callerTag: shortTag(callerTag),
    callerAddress,
    callerSince: isCaller ? (sighting.events[0]?.at ?? UNTIMED) : UNTIMED,
    events: distinctEvents(sighting.events),
  };
}

/** Returns whether the sighting says anything new. */
function addToLeg(call: OpenCall, sighting: Sighting): boolean {
  const gateway = boundedText(sighting.gateway);
  const leg = call.legs.find((known) => known.hop === sighting.hop && known.gateway === gateway);
  if (!leg) {
    call.legs.push(legOf(sighting));
    return true;
  }
  leg.whole ||= sighting.whole;
  leg.basis = betterBasis(leg.basis, sighting.basis);
  if (sighting.callerTag !== "" || sighting.callerAddress !== "") takeCaller(leg, sighting);
  let news = false;
  for (const event of sighting.events) news = addEvent(leg.events, event) || news;
  return news;
}

function takeCaller(leg: OpenLeg, { callerTag, callerAddress, events }: Sighting): void {
  const caller = { callerTag: shortTag(callerTag), callerAddress, callerSince: events[0]?.at ?? UNTIMED };
  if (compareCallers(caller, leg) >= 0) return;
  leg.callerTag = caller.callerTag;
  leg.callerAddress = caller.callerAddress;
  leg.callerSince = caller.callerSince;
}

function distinctEvents(events: readonly CallEvent[]): CallEvent[] {
  const all = events.map(bounded);
  // Grown one by one, an array of three takes the room of seventeen.
  if (areDistinct(all)) return all;
  const distinct: CallEvent[] = [];
  for (const event of all) addEvent(distinct, event);
  return distinct;
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
  const by: Side = event.by.startsWith("tag:") ? `tag:${shortTag(event.by.slice(4))}` : event.by;
  if (by === event.by && event.reason.length <= MAX_TEXT_LENGTH) return event;
  return { ...event, by, reason: event.reason.slice(0, MAX_TEXT_LENGTH) };
}

/** Tags are only ever compared within one call, so 32 bits tell two apart and cost a third of the room. */
function shortTag(tag: string): string {
  return tag === "" ? "" : fnv1a(tag).toString(36);
}

function boundedCallId(callId: string): string {
  if (callId.length <= MAX_CALL_ID_LENGTH) return callId;
  return `${callId.slice(0, MAX_CALL_ID_LENGTH - 8)}~${fnv1a(callId).toString(36)}`;
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
  const { from, to, agent } = attributes;
  if (isBounded(from) && isBounded(to) && isBounded(agent)) return attributes;
  const bounded = {
    ...attributes,
    from: boundedText(from ?? ""),
    to: boundedText(to ?? ""),
    agent: boundedText(agent ?? ""),
  };
  return mergeAttributes({}, bounded);
}

function isBounded(text: string | undefined): boolean {
  return text === undefined || (text !== "" && text.length <= MAX_TEXT_LENGTH);
}

function boundedText(text: string): string {
  return text.length > MAX_TEXT_LENGTH ? text.slice(0, MAX_TEXT_LENGTH) : text;
}

function closed(call: OpenCall): Observation {
  for (const leg of call.legs) leg.events = canonicalEvents(leg.events);
  return call.legs.length === 1 ? call : { ...call, legs: mergeLegs(call.legs) };
}
