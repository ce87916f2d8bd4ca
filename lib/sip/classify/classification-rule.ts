import type { EndedBy, Outcome, Responsible } from "../outcomes.ts";
import type { CallReading } from "./call-reading.ts";

/** From here on a silent 100 is a stall, and where the platform ends the call. 0.1 to 3 s are normal. */
export const STALL_MS = 10_000;
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
  readonly source: string;
}

/** Rows about one kind of call; of other calls none of them is asked. */
export interface RuleGroup {
  readonly of: (call: CallReading) => boolean;
  readonly rules: readonly ClassificationRule[];
}

export const rang = (call: CallReading): boolean => call.progress !== null;
export const stalled = (call: CallReading): boolean =>
  call.tryingGapMs === null || call.tryingGapMs >= STALL_MS;
/** The log shows that nothing came back for as long as anybody waits, or says so itself: SIP 0. */
export const silent = (call: CallReading): boolean =>
  call.trying === null &&
  !rang(call) &&
  call.final === null &&
  !call.byeSeen &&
  ((call.whole && call.reached) || (call.silentMs !== null && call.silentMs >= LAST_RETRANSMISSION_MS));
export const onCause = (call: CallReading, ...causes: readonly number[]): boolean =>
  causes.includes(call.q850);

/** Who stands for whom when our side was called: what a rule says of the called side is then said of us. */
export const RESPONSIBLE_WHEN_CALLED: Partial<Record<Responsible, Responsible>> = {
  subscriber: "us: agent",
  provider: "us: settings",
  "number list": "us: settings",
};
