import type { CallReading } from "./call-reading.ts";
import type { EndedBy, Outcome, Responsible } from "./outcomes.ts";

/** From here on a silent 100 is a stall, and where the platform ends the call. 0.1 to 3 s are normal. */
export const STALL_MS = 10_000;
/** Timer B: 64 × T1 without any response (RFC 3261 §17.1.1.2). */
export const NO_RESPONSE_MS = 32_000;

export interface ClassificationRule {
  readonly id: string;
  /** Absent: what the catalogue says about the last response. */
  readonly outcome?: Outcome;
  readonly responsible?: Responsible;
  /** Where the rule shows that our side ended a call that a response seems to have ended. */
  readonly endedBy?: EndedBy;
  readonly when: (call: CallReading) => boolean;
  /** Why the rule decides so; the report shows it. */
  readonly because: string;
  readonly source: string;
}

/** Who stands for whom when our side was called: what a rule says of the called side is then said of us. */
export const RESPONSIBLE_WHEN_CALLED: Partial<Record<Responsible, Responsible>> = {
  subscriber: "us: agent",
  provider: "us: settings",
  "number list": "us: settings",
};
