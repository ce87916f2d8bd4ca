import type { EndedBy, Outcome, Responsible } from "../outcomes.ts";
import type { CallReading } from "./call-reading.ts";
import { msBetween } from "./conclude.ts";

/** From here on a silent 100 is a stall, and where the platform ends the call. 0.1 to 3 s are normal. */
export const STALL_MS = 10_000;
/** From here on a phone that rang and was then given up by the network was not picked up. */
const LONG_RING_MS = 20_000;
/** A person does not read a display and press a key in less. */
const AT_ONCE_MS = 500;
/** Timer B: 64 × T1 without any response (RFC 3261 §17.1.1.2). */
export const NO_RESPONSE_MS = 32_000;
/** An INVITE over UDP goes out seven times, last after 63 × T1 = 31.5 s (RFC 3261 §17.1.1.2); clocks and timers differ a little. */
const LAST_RETRANSMISSION_MS = 31_000;

export interface ClassificationRule {
  readonly id: string;
  /** Absent: what the catalogue says about the last response. */
  readonly outcome?: Outcome;
  readonly responsible?: Responsible;
  /** Where the rule shows that our side ended a call that a response seems to have ended. */
  readonly endedBy?: EndedBy;
  /** Codes of the final response that the row applies to; absent: any, and none. */
  readonly codes?: readonly number[];
  /** Absent: always. */
  readonly when?: (call: CallReading) => boolean;
  /** Why the rule decides so; the report shows it. */
  readonly because: string;
  /** The sentence tells who ended the call, or that nobody knows: no other need say so. */
  readonly saysWhoEnded?: true;
  /** What to do, where neither the advice about the response nor that about the outcome fits. */
  readonly action?: string;
  readonly source: string;
}

/** Rows about one kind of call; of other calls none of them is asked. */
export interface RuleGroup {
  readonly of: (call: CallReading) => boolean;
  readonly rules: readonly ClassificationRule[];
}

export const rang = (call: CallReading): boolean => call.progress !== null || call.ringing !== null;
/** A record's own words, which know more than the code that they are given. */
export const saysNoAnswer = ({ ringing }: CallReading): boolean =>
  ringing?.kind === "ringing" && ringing.reason !== "";
/** So long that a person would have picked up: no answering rule of a network ends a call sooner. */
export const rangLong = (call: CallReading): boolean => call.rangMs !== null && call.rangMs >= LONG_RING_MS;
/** So long that a phone may have rung, though the log shows no ringing. */
export const waitedLong = (call: CallReading): boolean => call.waitedMs !== null && call.waitedMs >= STALL_MS;
/** Where a record has no time of the 100, the whole call cannot have been shorter than the gap. */
export const stalled = (call: CallReading): boolean => {
  const longest = call.tryingGapMs ?? call.waitedMs;
  return longest === null || longest >= STALL_MS;
};
/** The log shows that nothing came back for as long as anybody waits, or says so itself: SIP 0. */
export const silent = (call: CallReading): boolean =>
  call.trying === null &&
  !rang(call) &&
  call.final === null &&
  !call.byeSeen &&
  ((call.whole && call.reached && !endedTooSoon(call)) ||
    (call.silentMs !== null && call.silentMs >= LAST_RETRANSMISSION_MS));
/** An explicit 0 of a record that was over before anybody could know that nothing would come. */
export const endedTooSoon = (call: CallReading): boolean =>
  call.whole && call.reached && call.waitedMs !== null && call.waitedMs < LAST_RETRANSMISSION_MS;
/** A reliable provisional response that is not acknowledged is given up after 64 × T1 (RFC 3262 §3). */
export function failedAfterReliable({ basis, final, progress }: CallReading): boolean {
  if (basis !== "wire") return false;
  const ms = msBetween(progress, final);
  return ms !== null && ms >= NO_RESPONSE_MS - 500 && ms <= NO_RESPONSE_MS + 1_000;
}
/**
 * Refused so soon that nobody can have done it. Of two times in whole seconds nobody knows how far
 * apart they are.
 */
export function isRefusedAtOnce({ final, lastInvite, progress, ringing }: CallReading): boolean {
  if (!final || !lastInvite || progress || ringing || !REFUSALS.has(final.code)) return false;
  if (isWholeSecond(final.at) && isWholeSecond(lastInvite.at)) return false;
  const ms = msBetween(lastInvite, final);
  return ms !== null && ms <= AT_ONCE_MS;
}

/** Responses by which a person refuses, or is busy: RFC 3261 §21.4.24, §21.6.1, §21.6.2, RFC 8197. */
const REFUSALS: ReadonlySet<number> = new Set([486, 600, 603, 607]);

function isWholeSecond(at: number): boolean {
  return at % 1e6 === 0;
}

export const onCause = (...causes: readonly number[]): ((call: CallReading) => boolean) => {
  return ({ q850 }) => q850 !== 0 && causes.includes(q850);
};

/** Who stands for whom when our side was called: what a rule says of the called side is then said of us. */
export const RESPONSIBLE_WHEN_CALLED: Partial<Record<Responsible, Responsible>> = {
  subscriber: "us: agent",
  provider: "us: settings",
  "number list": "us: settings",
};
