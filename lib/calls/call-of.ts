import { type Settings, type SourceSettings, settingsOf } from "../settings/settings.ts";
import { explainBlock } from "../sip/allowed-directions.ts";
import { type Basis, type CallEvent, type EventKind, UNTIMED } from "../sip/call-event.ts";
import { classify, type Verdict } from "../sip/classify.ts";
import type { Responsible } from "../sip/outcomes.ts";
import { overrideFor, withOverride } from "../sip/overrides.ts";
import type { Call } from "./call.ts";
import { decisiveAttempt, legsByHop } from "./gateway-attempts.ts";
import type { Leg, Observation } from "./observation.ts";

/** The call that a merged observation shows: the pure step from facts to the outcome. */
export function callOf(observation: Observation, settings: Settings): Call {
  const { attributes } = observation;
  const source = settingsOf(settings, observation.source);
  const legs = legsByHop(observation.legs);
  const leg = decidingLeg(legs, source);
  const attempts = attemptsFrom(leg, legs);
  const ourSide = ourSideOf(leg, attributes.direction, source);
  const verdict = classify({
    basis: leg.basis,
    whole: leg.whole,
    events: eventsOf(attempts, legs),
    callerTag: leg.callerTag,
    ourSide,
  });
  const gateway = gatewayOf(
    namedGateway(observation.legs) || remoteAddress(decisiveAttempt(attempts), ourSide),
    source,
  );
  const call: Call = {
    callId: observation.callId,
    source: observation.source,
    basis: verdict.lastResponse >= 900 ? "local" : leg.basis,
    start: verdict.start,
    end: verdict.end,
    from: attributes.from ?? "",
    to: attributes.to ?? "",
    gateway,
    agent: attributes.agent ?? "",
    direction: attributes.direction ?? directionOf(leg, ourSide, source),
    responses: verdict.responses,
    responseOffsetsMs: verdict.responseOffsetsMs,
    lastResponse: verdict.lastResponse,
    lastOnWire: verdict.lastOnWire,
    reason: verdict.reason,
    q850: verdict.q850,
    stage: verdict.stage,
    outcome: verdict.outcome,
    responsible: responsibleOf(verdict, gateway, attributes.to ?? "", source),
    endedBy: verdict.endedBy,
    answered: verdict.answered,
    rule: verdict.rule,
    sessionRequestDelayMs: verdict.sessionRequestDelayMs ?? attributes.reportedRequestDelayMs ?? null,
    setupMs: verdict.setupMs,
    talkMs: verdict.talkMs ?? attributes.reportedTalkMs ?? null,
    tryingGapMs: verdict.tryingGapMs,
    ringMs: verdict.ringMs ?? attributes.reportedRingMs ?? null,
    byeAnswered: verdict.byeAnswered,
    complete: verdict.complete,
    flags: verdict.flags,
  };
  const override = overrideFor(call, source.overrides);
  return override ? { ...withOverride(call, override), override } : call;
}

/** Only the allowed directions tell whether a block is a matter of settings or of the number dialled. */
function responsibleOf(verdict: Verdict, gateway: string, to: string, settings: SourceSettings): Responsible {
  return verdict.outcome === "direction blocked"
    ? explainBlock(to, gateway, settings.allowedPrefixes).responsible
    : verdict.responsible;
}

/** When the call began, in epoch µs, and whether that is its start or only the first message that was seen. */
export function startOf(observation: Observation): { at: number; known: boolean } {
  let first = Number.POSITIVE_INFINITY;
  let known = false;
  for (const leg of observation.legs) {
    if (leg.whole) known = true;
    for (const event of leg.events) {
      if (event.kind === "invite" || event.kind === "blocked") known = true;
      if (event.at !== UNTIMED && event.at < first) first = event.at;
    }
  }
  return { at: Number.isFinite(first) ? first : 0, known };
}

/** Which log decides. A block that one log tells of is why the others show nothing: it goes before their reports. */
const BASIS_ORDER: Record<Basis, number> = { wire: 0, local: 1, reported: 2, derived: 3 };

/**
 * One Call-ID crosses several hops, and they may end differently. The hop that leaves our own
 * addresses decides where settings name them, else the one where the call was first seen; the
 * wire before a record of it.
 */
function decidingLeg(legs: readonly Leg[], settings: SourceSettings): Leg {
  let best: Leg | undefined;
  let bestRank: readonly number[] = [];
  for (const leg of legs) {
    const rank = [
      hasStart(leg) ? 0 : 1,
      BASIS_ORDER[leg.basis],
      leavesOurAddresses(leg, settings) ? 0 : 1,
      firstAt(leg),
    ];
    if (!best || compareRanks(rank, bestRank) < 0) {
      best = leg;
      bestRank = rank;
    }
  }
  return best!;
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
}

function hasStart(leg: Leg): boolean {
  return leg.whole || leg.events.some((event) => event.kind === "invite" || event.kind === "blocked");
}

function firstAt(leg: Leg): number {
  for (const event of leg.events) if (event.at !== UNTIMED) return event.at;
  return Number.MAX_SAFE_INTEGER;
}

const ENDINGS: ReadonlySet<EventKind> = new Set(["bye", "bye-response", "kill", "finish", "connect"]);

/** The same caller may try another server with the same Call-ID (RFC 3263 §4.3): all its hops are one call. */
function attemptsFrom(leg: Leg, legs: readonly Leg[]): readonly Leg[] {
  if (legs.length === 1 || leg.callerAddress === "") return [leg];
  return legs.filter((other) => other === leg || other.callerAddress === leg.callerAddress);
}

/** The name that a log gives to the gateway; of several, the one that gave the call its result. */
function namedGateway(legs: readonly Leg[]): string {
  if (legs.length === 1) return legs[0]!.gateway;
  const named = legs.filter(({ gateway }) => gateway !== "");
  return named.length === 0 ? "" : decisiveAttempt(named).gateway;
}

/** A BYE may bypass the hop that decides, and the platform's own log knows who ended a call: neither is lost. */
function eventsOf(attempts: readonly Leg[], legs: readonly Leg[]): readonly CallEvent[] {
  if (legs.length === 1) return attempts[0]!.events;
  const events = attempts.flatMap((leg) => leg.events);
  const known = new Set(events.map((event) => event.kind));
  for (const other of legs) {
    if (attempts.includes(other)) continue;
    for (const event of other.events) {
      if (ENDINGS.has(event.kind) && !known.has(event.kind)) events.push(event);
    }
  }
  return events;
}

function ourSideOf(
  leg: Leg,
  direction: Call["direction"] | undefined,
  settings: SourceSettings,
): "caller" | "callee" {
  const caller = leg.callerAddress;
  if (caller !== "" && settings.ourAddresses.length > 0) {
    if (isOurs(caller, settings)) return "caller";
    if (isOurs(otherEnd(leg.hop, caller), settings)) return "callee";
  }
  return direction === "inbound" ? "callee" : "caller";
}

function directionOf(leg: Leg, ourSide: "caller" | "callee", settings: SourceSettings): Call["direction"] {
  if (leg.callerAddress === "" || settings.ourAddresses.length === 0) return "";
  const bothOurs =
    isOurs(leg.callerAddress, settings) && isOurs(otherEnd(leg.hop, leg.callerAddress), settings);
  if (bothOurs) return "internal";
  return ourSide === "caller" ? "outbound" : "inbound";
}

function leavesOurAddresses(leg: Leg, settings: SourceSettings): boolean {
  if (settings.ourAddresses.length === 0 || !leg.hop.includes("|")) return false;
  const [a = "", b = ""] = leg.hop.split("|");
  return isOurs(a, settings) !== isOurs(b, settings);
}

/** The provider's end of the hop: the one that is not ours. */
function remoteAddress(leg: Leg, ourSide: "caller" | "callee"): string {
  if (leg.callerAddress === "") return "";
  return ourSide === "caller" ? otherEnd(leg.hop, leg.callerAddress) : leg.callerAddress;
}

function otherEnd(hop: string, end: string): string {
  const [a = "", b = ""] = hop.split("|");
  return a === end ? b : a;
}

function isOurs(address: string, settings: SourceSettings): boolean {
  return settings.ourAddresses.includes(address) || settings.ourAddresses.includes(hostOf(address));
}

function gatewayOf(name: string, settings: SourceSettings): string {
  return ownValue(settings.gateways, name) ?? ownValue(settings.gateways, hostOf(name)) ?? name;
}

/** A gateway may be called "constructor". */
function ownValue(names: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(names, name) ? names[name] : undefined;
}

function hostOf(address: string): string {
  const colon = address.lastIndexOf(":");
  return colon > 0 ? address.slice(0, colon) : address;
}
