import { type CallEvent, UNTIMED } from "../call-event.ts";
import { catalogueEntryFor } from "../catalogue/catalogue.ts";
import type { CatalogueEntry } from "../catalogue/catalogue-entry.ts";
import type { EndedBy, Flag, Outcome, Responsible, Stage } from "../outcomes.ts";
import type { CallFacts, CallReading } from "./call-reading.ts";
import { type ClassificationRule, RESPONSIBLE_WHEN_CALLED } from "./classification-rule.ts";
import { ruleFor } from "./classification-rules.ts";
import { msBetween } from "./conclude.ts";
import { readCall } from "./read-call.ts";

export type { CallFacts } from "./call-reading.ts";

/** What is concluded about one call. The fields are described where the report's Call has them. */
export interface Verdict {
  responses: number[];
  responseOffsetsMs: (number | null)[];
  lastResponse: number;
  lastOnWire: number | null;
  reason: string;
  q850: number | null;
  stage: Stage;
  outcome: Outcome;
  responsible: Responsible;
  endedBy: EndedBy | null;
  answered: boolean;
  /** Id of the row in CLASSIFICATION_RULES that decided. */
  rule: string;
  sessionRequestDelayMs: number | null;
  setupMs: number | null;
  talkMs: number | null;
  tryingGapMs: number | null;
  ringMs: number | null;
  byeAnswered: boolean | null;
  start: number;
  end: number | null;
  complete: boolean;
  flags: Flag[];
}

/** Decides how a call ended. Depends on the set of events only, and knows every code. */
export function classify(facts: CallFacts): Verdict {
  const reading = readCall(facts);
  const { answered, lastResponse, pickedUp, end, responses } = reading;
  const rule = ruleFor(reading);
  const entry = catalogueEntryFor(lastResponse);
  const first = reading.invite ?? reading.blocked;
  const start = startOf(first, reading, facts.events);
  return {
    responses: responses.map((response) => response.code),
    responseOffsetsMs: responses.map((response) =>
      start === UNTIMED || response.at === UNTIMED ? null : (response.at - start) / 1000,
    ),
    lastResponse,
    lastOnWire: responses.at(-1)?.code ?? null,
    reason: reading.reason,
    q850: reading.q850 || null,
    stage: stageOf(reading),
    outcome: rule.outcome ?? entry.outcome,
    responsible: responsibleFor(rule, entry, reading.ourSide),
    endedBy: endedByOf(reading, rule),
    answered,
    rule: rule.id,
    sessionRequestDelayMs: msBetween(reading.invite, reading.firstStatus ?? lateChallenge(reading)),
    setupMs: msBetween(reading.invite, pickedUp),
    talkMs: msBetween(pickedUp, answered ? end : null),
    tryingGapMs: reading.tryingGapMs,
    ringMs: msBetween(reading.firstProgress, pickedUp ?? end),
    byeAnswered: byeAnsweredOf(reading),
    start,
    end: end && end.at !== UNTIMED ? end.at : null,
    complete: reading.whole || (first !== null && end !== null),
    flags: flagsOf(reading, first !== null),
  };
}

/** {@link Verdict.outcome} alone. */
export function classifyOutcome(facts: CallFacts): Outcome {
  const reading = readCall(facts);
  return ruleFor(reading).outcome ?? catalogueEntryFor(reading.lastResponse).outcome;
}

function responsibleFor(
  rule: ClassificationRule,
  entry: CatalogueEntry,
  ourSide: "caller" | "callee",
): Responsible {
  const responsible = rule.responsible ?? entry.responsible;
  return ourSide === "caller" || rule.outcome === "answered"
    ? responsible
    : (RESPONSIBLE_WHEN_CALLED[responsible] ?? responsible);
}

function stageOf(reading: CallReading): Stage {
  if (reading.answered) return reading.hangUp || reading.ourCancel ? "ended" : "connected";
  if (reading.furthest !== "none") return reading.furthest;
  return reading.reached || reading.responses.length > 0 ? "reached" : "none";
}

function endedByOf(reading: CallReading, rule: ClassificationRule): EndedBy | null {
  if (reading.answered) return reading.hangUp ? reading.endedBy : reading.ourCancel ? "kill" : null;
  if (reading.ourCancel || (reading.blocked && reading.responses.length === 0)) return "kill";
  if (reading.theirEnd) return reading.endedBy;
  if (reading.endMark) return reading.endMark.kind === "kill" ? "kill" : "finish";
  if (rule.endedBy) return rule.endedBy;
  // Whoever sent the final response ended the call: the called side.
  if (reading.final) return reading.ourSide === "caller" ? "finish" : "kill";
  return null;
}

/** RFC 6076 §4.9 asks whether the BYE was answered; only a capture can show that it was not. */
function byeAnsweredOf(reading: CallReading): boolean | null {
  if (!reading.answered) return null;
  if (reading.byeAnswered) return true;
  return reading.byeSeen && reading.basis === "wire" ? false : null;
}

/** A challenge that nobody met is the first indication of such a call's result. */
function lateChallenge(reading: CallReading): CallEvent | null {
  return reading.ourCancel ? null : reading.final;
}

function startOf(first: CallEvent | null, reading: CallReading, events: readonly CallEvent[]): number {
  if (first && first.at !== UNTIMED) return first.at;
  let start = reading.responses[0]?.at ?? UNTIMED;
  for (const { at } of events) if (at !== UNTIMED && (start === UNTIMED || at < start)) start = at;
  return start;
}

function flagsOf(reading: CallReading, started: boolean): Flag[] {
  const { answered } = reading;
  const flags: Flag[] = [];
  const eventLog = reading.basis === "reported" && !reading.whole;
  if (reading.connect && !reading.answer && eventLog) flags.push("connect-without-200");
  if (reading.answer && !reading.connect && eventLog && reading.endMark) flags.push("200-without-connect");
  // Derived rows of one call (a fork's unanswered branches) end one by one; none of them was a response.
  if (reading.contradictory && reading.basis !== "derived") flags.push("contradictory-finals");
  if (answered && reading.ourCancel) flags.push("answered-after-cancel");
  if (answered && reading.droppedInDialog) flags.push("dropped-in-dialog");
  if (!reading.whole && !started) flags.push("no-start");
  if (!reading.whole && !reading.end) flags.push("no-end");
  return flags;
}
