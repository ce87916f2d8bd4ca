import { PART_1, PART_2 } from "../../catalogue/catalogue-entry.ts";
import { type RuleGroup, rang, silent, stalled } from "../classification-rule.ts";

export const WE_GAVE_UP: RuleGroup = {
  of: (call) => call.ourCancel !== null,
  rules: [
    {
      id: "unknown-number-before-our-end",
      outcome: "invalid number",
      responsible: "number list",
      when: (call) => [1, 22, 28].includes(call.progressCause),
      because:
        "The network said by a Q.850 cause that the number does not exist, and our side ended the call",
      source: "RFC 3398 §7.2.4.1, RFC 6432",
    },
    {
      id: "busy-before-our-end",
      outcome: "busy",
      responsible: "subscriber",
      when: (call) => call.progressCause === 17,
      because: "The network said by a Q.850 cause that the subscriber is busy, and our side ended the call",
      source: "RFC 3398 §7.2.4.1, RFC 6432",
    },
    {
      id: "absent-before-our-end",
      outcome: "callee unavailable",
      responsible: "subscriber",
      when: (call) => call.progressCause === 20,
      because:
        "The network said by a Q.850 cause that the subscriber's phone is off or out of coverage, and our side ended the call",
      source: "RFC 3398 §7.2.4.1, RFC 6432",
    },
    {
      id: "no-route-before-our-end",
      outcome: "invalid number",
      responsible: "provider",
      when: (call) => [2, 3].includes(call.progressCause),
      because: "The network said by a Q.850 cause that it has no route, and our side ended the call",
      action: "Ask the provider whether it has a route to these numbers; use another gateway meanwhile",
      source: "RFC 3398 §7.2.4.1, RFC 6432",
    },
    {
      id: "failed-before-our-end",
      outcome: "provider failure",
      responsible: "provider",
      when: (call) => [27, 34, 38, 41, 42, 44, 47].includes(call.progressCause),
      because:
        "The network said by a Q.850 cause that it could not put the call through, and our side ended it",
      source: "RFC 3398 §7.2.4.1, RFC 6432",
    },
    {
      id: "stopped-ringing",
      outcome: "no answer",
      responsible: "subscriber",
      when: (call) => rang(call) && call.lastResponse !== 183,
      because: "Our side ended the call before anyone picked up",
      source: PART_1,
    },
    {
      id: "stopped-in-early-media",
      outcome: "no answer",
      responsible: "subscriber",
      when: rang,
      because: "It may have been ringback or an announcement, and our side ended the call before an answer",
      source: `${PART_1}; RFC 3960 §3.1`,
    },
    {
      id: "stalled",
      outcome: "stalled",
      responsible: "provider",
      when: (call) => call.trying !== null && stalled(call),
      because:
        "Our side waited for 10 s or longer without progress and then ended the call; the next response normally comes within 3 s",
      source: PART_2,
    },
    {
      id: "cancelled-early",
      outcome: "cancelled by us",
      responsible: "us: agent",
      when: (call) => call.trying !== null,
      because: "Our side gave up less than 10 s after the 100, too early to blame the provider",
      source: PART_2,
    },
    {
      id: "cancelled",
      outcome: "cancelled by us",
      responsible: "us: agent",
      when: (call) => call.final !== null,
      because: "Our side ended the call before an answer; the log does not show how far it had got",
      source: "RFC 3261 §9.1",
    },
    {
      id: "unreachable",
      outcome: "no response",
      responsible: "provider",
      when: silent,
      because: "Our side gave up after 32 s or longer without any response",
      source: "RFC 3261 §17.1.1.2 (Timer B)",
    },
    {
      id: "cancelled-before-response",
      outcome: "cancelled by us",
      responsible: "us: agent",
      because: "Our side gave up before an answer, and the log does not show 32 s without any response",
      source: "RFC 3261 §9.1",
    },
  ],
};
