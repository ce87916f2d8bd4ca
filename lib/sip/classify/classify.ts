import { type CallEvent, isTime, UNTIMED } from "../call-event.ts";
import { catalogueEntryFor } from "../catalogue/catalogue.ts";
import type { CatalogueEntry } from "../catalogue/catalogue-entry.ts";
import type { EndedBy, Flag, Outcome, Responsible, Stage } from "../outcomes.ts";
import type { CallFacts, CallReading } from "./call-reading.ts";
import { type ClassificationRule, isRefusedAtOnce, RESPONSIBLE_WHEN_CALLED } from "./classification-rule.ts";
import { ruleFor } from "./classification-rules.ts";
import { msBetween } from "./conclude.ts";
import { readingOf } from "./reading-of.ts";

export type { CallFacts } from "./call-reading.ts";

/** What is concluded about one call. Times are epoch µs, durations ms, null = unknown. */
export interface Verdict {
  /** UNTIMED where the log says no time at all. */
  readonly start: number;
  readonly end: number | null;
  /** Responses to the initial INVITE in arrival order, and when each came, in ms after the start (null = not known). */
  readonly responses: readonly number[];
  readonly responseOffsetsMs: readonly (number | null)[];
  /** 0 = nothing came back. */
  readonly lastResponse: number;
  /** Last response to the initial INVITE that was seen at all, 487 after our CANCEL included. */
  readonly lastOnWire: number | null;
  readonly reason: string;
  readonly q850: number | null;
  readonly stage: Stage;
  readonly outcome: Outcome;
  readonly responsible: Responsible;
  readonly endedBy: EndedBy | null;
  readonly answered: boolean;
  /** Id of the row in CLASSIFICATION_RULES that decided. */
  readonly rule: string;
  readonly sessionRequestDelayMs: number | null;
  readonly setupMs: number | null;
  readonly talkMs: number | null;
  /** From the first 100 to the next response, or to the end where none followed. */
  readonly tryingGapMs: number | null;
  /** From the first 18x to the answer or the end. */
  readonly ringMs: number | null;
  /** Its BYE was answered: a completed session in RFC 6076 §4.9. Null where the log cannot show it. */
  readonly byeAnswered: boolean | null;
  /** Start and end were seen. */
  readonly complete: boolean;
  readonly flags: readonly Flag[];
}

/** Decides how a call ended. Depends on the set of events only, and knows every code. */
export function classify(facts: CallFacts): Verdict {
  const reading = readingOf(facts);
  const { answered, lastResponse, pickedUp, end, responses } = reading;
  const rule = ruleFor(reading);
  const entry = catalogueEntryFor(lastResponse);
  const first = reading.invite ?? reading.blocked;
  const start = startOf(first, facts.events);
  return {
    start,
    end: end && isTime(end.at) ? end.at : null,
    responses: responses.map((response) => response.code),
    responseOffsetsMs: responses.map((response) =>
      start === UNTIMED || !isTime(response.at) ? null : (response.at - start) / 1000,
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
    complete: reading.whole || (first !== null && end !== null),
    flags: flagsOf(reading, first !== null),
  };
}

/** {@link Verdict.outcome} alone. */
export function classifyOutcome(facts: CallFacts): Outcome {
  const reading = readingOf(facts);
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
  // A 487 alone is what a caller leaves behind who gave up (RFC 3261 §21.4.25); where the wire shows his INVITE, his
  // CANCEL would be there too.
  const showsCancel = reading.basis === "wire" && reading.invite !== null;
  const isGivenUp = reading.final?.code === 487 && !showsCancel && !reading.elsewhere;
  if (reading.final) return (reading.ourSide === "caller") === isGivenUp ? "kill" : "finish";
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

function startOf(first: CallEvent | null, events: readonly CallEvent[]): number {
  if (first && isTime(first.at)) return first.at;
  let start = Number.POSITIVE_INFINITY;
  for (const { at } of events) if (isTime(at) && at < start) start = at;
  return Number.isFinite(start) ? start : UNTIMED;
}

function flagsOf(reading: CallReading, started: boolean): Flag[] {
  const { answered } = reading;
  const flags: Flag[] = [];
  const eventLog = reading.basis === "reported" && !reading.whole;
  if (reading.connect && !reading.answer && eventLog) flags.push("connect-without-200");
  if (reading.answer && !reading.connect && eventLog && reading.endMark) flags.push("200-without-connect");
  // Derived rows of one call (a fork's unanswered branches) end one by one; none of them was a response.
  if (reading.contradictory && reading.basis !== "derived") flags.push("contradictory-finals");
  if (reading.recordsDisagree) flags.push("records-disagree");
  if (answered && reading.ourCancel) flags.push("answered-after-cancel");
  if (answered && reading.dialogLostBy !== null) flags.push("dropped-in-dialog");
  if (answered && reading.unacknowledged && reading.ack === null) flags.push("no-ack");
  if (reading.ack !== null && reading.connect === reading.ack) flags.push("answer-not-seen");
  if (isRefusedAtOnce(reading)) flags.push("refused-by-machine");
  if (!reading.whole && !started) flags.push("no-start");
  if (!reading.whole && !reading.end) flags.push("no-end");
  return flags;
}
