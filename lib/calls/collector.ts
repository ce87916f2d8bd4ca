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

interface OpenLeg extends Omit<Leg, "events"> {
  basis: Leg["basis"];
  whole: boolean;
  callerTag: string;
  callerAddress: string;
  callerSince: number;
  events: CallEvent[];
}

interface OpenCall {
  attributes: Observation["attributes"];
  readonly legs: OpenLeg[];
}

/** A finished call waits for its last words and the rows of its other legs, which stand near; more would only grow old in memory. */
const FINISHED_HELD = 1_000;
const NO_ATTRIBUTES: Observation["attributes"] = {};
const MAX_CALL_ID_LENGTH = 512;
const MAX_TEXT_LENGTH = 128;

/** Gathers the sightings of one file into observations, one for each call. */
export function createCollector(options: CollectorOptions): Collector {
  const { source, onObservation, maxOpenCalls = 20_000 } = options;
  const handOver = (callId: string, call: OpenCall) =>
    onObservation({ source, callId, attributes: call.attributes, legs: closedLegs(call) });
  const running = callsHeld<OpenCall>(maxOpenCalls, handOver);
  const finished = callsHeld<OpenCall>(Math.min(maxOpenCalls, FINISHED_HELD), handOver);

  return {
    add(sighting) {
      const callId = boundedCallId(sighting.callId);
      const open = running.get(callId);
      let call = open ?? finished.get(callId);
      let news = sighting.events.length === 0;
      if (!call) {
        call = { attributes: NO_ATTRIBUTES, legs: [] };
        (sighting.whole ? finished : running).set(callId, call);
        news = true;
      }
      call.attributes = withAttributes(call.attributes, sighting.attributes);
      const leg = legOf(call, sighting);
      for (const event of sighting.events) {
        news = addEvent(leg.events, event) || news;
        if (open && isEnd(event) && running.release(callId)) finished.set(callId, open);
      }
      return news;
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

function legOf(call: OpenCall, sighting: Sighting): OpenLeg {
  const gateway = boundedText(sighting.attributes.gateway ?? "");
  let leg: OpenLeg | undefined;
  for (const known of call.legs) if (known.hop === sighting.hop && known.gateway === gateway) leg = known;
  if (!leg) {
    leg = {
      hop: sighting.hop,
      gateway,
      basis: sighting.basis,
      whole: sighting.whole,
      callerTag: "",
      callerAddress: "",
      callerSince: UNTIMED,
      events: [],
    };
    call.legs.push(leg);
  }
  leg.whole ||= sighting.whole;
  leg.basis = betterBasis(leg.basis, sighting.basis);
  if (sighting.callerTag !== "" || sighting.callerAddress !== "") takeCaller(leg, sighting);
  return leg;
}

function takeCaller(leg: OpenLeg, { callerTag, callerAddress, events }: Sighting): void {
  const caller = { callerTag: shortTag(callerTag), callerAddress, callerSince: events[0]?.at ?? UNTIMED };
  if (compareCallers(caller, leg) >= 0) return;
  leg.callerTag = caller.callerTag;
  leg.callerAddress = caller.callerAddress;
  leg.callerSince = caller.callerSince;
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
function withAttributes(
  known: Observation["attributes"],
  more: Readonly<CallAttributes>,
): Observation["attributes"] {
  for (const name in more) {
    if (name === "gateway") continue;
    const key = name as keyof Observation["attributes"];
    if (more[key] !== undefined && known[key] !== more[key])
      return mergeAttributes(known, boundedAttributes(more));
  }
  return known;
}

function boundedAttributes(attributes: Readonly<CallAttributes>): CallAttributes {
  let result: CallAttributes = attributes;
  for (const name of ["from", "to", "agent"] as const) {
    const text = attributes[name];
    if (text !== undefined && text.length > MAX_TEXT_LENGTH)
      result = { ...result, [name]: boundedText(text) };
  }
  return result;
}

function boundedText(text: string): string {
  return text.length > MAX_TEXT_LENGTH ? text.slice(0, MAX_TEXT_LENGTH) : text;
}

function closedLegs(call: OpenCall): Leg[] {
  if (call.legs.length === 1) return [closedLeg(call.legs[0]!)];
  return mergeLegs(call.legs.map(closedLeg));
}

function closedLeg(leg: OpenLeg): Leg {
  return { ...leg, events: canonicalEvents(leg.events) };
}
