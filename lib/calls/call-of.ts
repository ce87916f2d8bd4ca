import { type Settings, type SourceSettings, settingsOf } from "../settings/settings.ts";
import type { CallEvent } from "../sip/call-event.ts";
import { type CallFacts, classify, classifyOutcome, type Verdict } from "../sip/classify/classify.ts";
import { isTold, type Outcome, type Responsible } from "../sip/outcomes.ts";
import { explainBlock } from "./allowed-prefixes.ts";
import { attemptLegs, mayHaveAttempts } from "./attempt-legs.ts";
import type { Call } from "./call.ts";
import type { CallDirection } from "./call-attributes.ts";
import { decidingLeg } from "./deciding-leg.ts";
import { decisiveAttempt, decisiveAttemptOver } from "./gateway-attempts.ts";
import { gatewayOf } from "./gateway-name.ts";
import type { Leg, Observation } from "./observation.ts";
import { directionByAddress, ourSideOf, remoteAddress } from "./our-side.ts";
import { overrideFor, withOverride } from "./overrides.ts";

/** The call that a merged observation shows: the pure step from facts to the outcome. */
export function callOf(observation: Observation, settings: Settings): Call {
  const { legs } = observation;
  const source = settingsOf(settings, observation.source);
  const deciding = decidingLeg(legs, source);
  const { leg, decisive, events } = deciding;
  const ourSide = ourSideOf(leg, directionOf(observation.attributes), source);
  const gateway = namedGateway(legs) || remoteAddress(decisive, ourSide);
  const attempts = mayHaveAttempts(legs)
    ? attemptsFor(observation, attemptLegs(deciding, legs), decisive.hop, source)
    : NO_ATTEMPTS;
  const recorded = legs.length > 1 && leg.basis === "wire" ? recordedIn(legs, ourSide, observation) : null;
  return judged(
    observation,
    observation.attributes,
    { leg, events, ourSide, gateway, attempts, recorded },
    source,
  );
}

const NO_ATTEMPTS: readonly Call[] = [];

/** What the records of a call say that was seen on the wire: the wire counts, and a reader should know where they differ. */
function recordedIn(
  legs: readonly Leg[],
  ourSide: "caller" | "callee",
  { attributes }: Observation,
): number | null {
  const records = legs.filter(({ basis }) => basis === "reported" || basis === "derived");
  if (records.length === 0) return null;
  const leg = decisiveAttempt(records);
  const { outcome, lastResponse } = classify(factsOf(leg, leg.events, ourSide, attributes));
  return isTold(outcome) ? lastResponse : null;
}

/** Each attempt judged by what was seen of it alone. */
function attemptsFor(
  observation: Observation,
  legs: readonly Leg[],
  decisiveHop: string,
  source: SourceSettings,
): readonly Call[] {
  if (legs.length === 0) return NO_ATTEMPTS;
  const decisive = decisiveAttemptOver(decisiveHop, legs);
  const { from, to, agent } = observation.attributes;
  const direction = directionOf(observation.attributes);
  const parties = {
    ...(from && { from }),
    ...(to && { to }),
    ...(agent && { agent }),
    ...(direction && { direction }),
  };
  return legs.map((leg) => {
    const ourSide = ourSideOf(leg, direction, source);
    return judged(
      observation,
      // A record that reports durations reports those of the attempt that gave the call its result.
      leg === decisive ? observation.attributes : parties,
      {
        leg,
        events: leg.events,
        ourSide,
        gateway: leg.gateway || remoteAddress(leg, ourSide),
        attempts: NO_ATTEMPTS,
        recorded: null,
      },
      source,
    );
  });
}

/** What a call or one of its attempts is judged by. */
interface Judged {
  readonly leg: Leg;
  readonly events: readonly CallEvent[];
  readonly ourSide: "caller" | "callee";
  /** As the log has it. */
  readonly gateway: string;
  readonly attempts: readonly Call[];
  readonly recorded: number | null;
}

function judged(
  { callId, source: sourceName }: Observation,
  attributes: Observation["attributes"],
  { leg, events, ourSide, gateway: loggedGateway, attempts, recorded }: Judged,
  source: SourceSettings,
): Call {
  const verdict = classify(factsOf(leg, events, ourSide, attributes));
  const gateway = gatewayOf(loggedGateway, source);
  const direction = directionOf(attributes) ?? directionByAddress(leg, ourSide, source);
  // All fields in one literal: of a spread V8 makes a slow object, and a large report takes more than twice as long.
  const call: Call = {
    callId,
    source: sourceName,
    basis: verdict.lastResponse >= 900 ? "local" : leg.basis,
    start: verdict.start,
    end: verdict.end,
    from: attributes.from ?? "",
    to: attributes.to ?? "",
    gateway,
    agent: attributes.agent ?? "",
    direction,
    pickedUpBy: verdict.answered ? (attributes.pickedUpBy ?? null) : null,
    responses: verdict.responses,
    responseOffsetsMs: verdict.responseOffsetsMs,
    lastResponse: verdict.lastResponse,
    lastOnWire: verdict.lastOnWire,
    reason: verdict.reason,
    q850: verdict.q850,
    stage: verdict.stage,
    outcome: verdict.outcome,
    responsible: responsibleOf(verdict, direction, gateway, attributes.to ?? "", source),
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
    attempts,
    recorded,
    callerAddress: leg.callerAddress,
    link: attributes.link ?? "",
  };
  const override = overrideFor(call, source.overrides);
  return override ? { ...withOverride(call, override), override } : call;
}

/** The outcome of {@link callOf} alone, for whoever counts calls while they pass. */
export function outcomeOf(observation: Observation, settings: Settings): Outcome {
  const source = settingsOf(settings, observation.source);
  if (source.overrides.length > 0) return callOf(observation, settings).outcome;
  const { leg, events } = decidingLeg(observation.legs, source);
  const { attributes } = observation;
  const ourSide = ourSideOf(leg, directionOf(attributes), source);
  return classifyOutcome(factsOf(leg, events, ourSide, attributes));
}

/** As a log has it; scanners come from outside. */
function directionOf({ direction, scanner }: Observation["attributes"]): CallDirection | undefined {
  return direction ?? (scanner ? "inbound" : undefined);
}

function factsOf(
  leg: Leg,
  events: readonly CallEvent[],
  ourSide: "caller" | "callee",
  { scanner }: Observation["attributes"],
): CallFacts {
  const { basis, whole, silentUntil, callerTag } = leg;
  return { basis, whole, silentUntil, events, callerTag, ourSide, scanner: scanner === true };
}

/**
 * Only the allowed directions tell whether a block is a matter of settings or of the number dialled; and no provider
 * sees a call that stays inside.
 */
function responsibleOf(
  { outcome, responsible }: Verdict,
  direction: Call["direction"],
  gateway: string,
  to: string,
  settings: SourceSettings,
): Responsible {
  if (outcome === "direction blocked") return explainBlock(to, gateway, settings.allowedPrefixes).responsible;
  return direction === "internal" && responsible === "provider" ? "us: settings" : responsible;
}

/** The name that a log gives to the gateway; of several, the one that gave the call its result. */
function namedGateway(legs: readonly Leg[]): string {
  if (legs.length === 1) return legs[0]!.gateway;
  const named = legs.filter(({ gateway }) => gateway !== "");
  return named.length === 0 ? "" : decisiveAttempt(named).gateway;
}
