import { onCause, type RuleGroup } from "../classification-rule.ts";

/** Codes that networks give for many causes: a Q.850 cause of another class says more. */
const GENERAL: readonly number[] = [403, 404, 408, 480, 486, 487, 500, 502, 503, 504];

/** The code that names the cause itself needs no rule. */
function generalBut(code: number): readonly number[] {
  return GENERAL.filter((each) => each !== code);
}

/** What the Q.850 cause of a failure says, where its code says less. */
export const Q850_CAUSE: RuleGroup = {
  of: (call) => call.final !== null && call.q850 !== 0,
  rules: [
    {
      id: "no-answer-cause",
      outcome: "no answer",
      responsible: "subscriber",
      codes: GENERAL,
      when: onCause(18, 19),
      because: "Its Q.850 cause says that the phone did not react, or that it rang and nobody picked up",
      source: "RFC 3398 §7.2.4.1",
    },
    {
      id: "elsewhere-cause",
      outcome: "answered elsewhere",
      responsible: "nobody",
      codes: GENERAL,
      when: onCause(26),
      because: "Its Q.850 cause says that another phone took the call",
      source: "Q.850 §2.2.7.1.17; Asterisk, causes.h (ANSWERED_ELSEWHERE)",
    },
    {
      id: "busy-cause",
      outcome: "busy",
      responsible: "subscriber",
      codes: generalBut(486),
      when: onCause(17),
      because: "Its Q.850 cause says that the subscriber is busy, and the code only that the call failed",
      source: "Q.850 §2.2.7.1.8; RFC 3398 §7.2.4.1",
    },
    {
      id: "absent-cause",
      outcome: "callee unavailable",
      responsible: "subscriber",
      codes: generalBut(480),
      when: onCause(20),
      because: "Its Q.850 cause says that the subscriber's phone is off or out of coverage",
      source: "RFC 3398 §7.2.4.1",
    },
    {
      id: "unknown-number-cause",
      outcome: "invalid number",
      responsible: "number list",
      codes: generalBut(404),
      when: onCause(1, 22, 28),
      because: "Its Q.850 cause says that the number does not exist, has changed or is incomplete",
      source: "RFC 3398 §7.2.4.1",
    },
    {
      id: "rejected-cause",
      outcome: "rejected by callee",
      responsible: "subscriber",
      codes: [480, 486, 500, 502, 503, 504],
      when: onCause(21),
      because: "Its Q.850 cause says that the called side refused the call",
      source: "RFC 3398 §7.2.4.1",
    },
    {
      id: "no-route",
      outcome: "invalid number",
      responsible: "provider",
      codes: GENERAL,
      when: onCause(2, 3),
      because: "Its Q.850 cause says that the provider has no route; the number itself may exist",
      action: "Ask the provider whether it has a route to these numbers; use another gateway meanwhile",
      source: "RFC 3398 §7.2.4.1",
    },
    {
      id: "network-failure",
      outcome: "provider failure",
      responsible: "provider",
      codes: GENERAL,
      when: onCause(27, 38, 41),
      because: "Its Q.850 cause names a failure in the network or at the destination, not a lack of channels",
      source: "RFC 3398 §7.2.4.1",
    },
    {
      id: "hidden-congestion",
      outcome: "congestion",
      responsible: "provider",
      codes: generalBut(503),
      when: onCause(34, 42, 44, 47),
      because: "Its Q.850 cause says that the network had no capacity for the call, whatever the code says",
      source: "RFC 3261 §16.7, RFC 3398 §7.2.4.1",
    },
  ],
};
