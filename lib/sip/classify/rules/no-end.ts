import { PART_1, PART_2 } from "../../catalogue/catalogue-entry.ts";
import { endedTooSoon, type RuleGroup, rang, silent, stalled } from "../classification-rule.ts";

export const NO_END: RuleGroup = {
  of: () => true,
  rules: [
    {
      id: "over-before-a-stall",
      outcome: "result not told",
      responsible: "unknown",
      when: (call) => call.whole && call.lastResponse === 100 && !rang(call) && !stalled(call),
      because:
        "The call was over within 10 s, too early for a stall, and the record does not tell who ended it, or why",
      source: PART_2,
    },
    {
      id: "silence-too-short",
      outcome: "result not told",
      responsible: "unknown",
      when: (call) => call.lastResponse === 0 && !rang(call) && endedTooSoon(call),
      because: "Nothing had come back when the call was over, and it was over before 32 s",
      source: "RFC 3261 §17.1.1.2 (Timer B)",
    },
    {
      id: "last-of-a-record",
      when: (call) => call.whole,
      because: "The record describes a finished call, so its last response is the result",
      source: PART_1,
    },
    {
      id: "no-response",
      outcome: "no response",
      responsible: "provider",
      when: silent,
      because: "For 32 s the request or whatever came back to it got lost, or the provider did not respond",
      source: "RFC 3261 §17.1.1.2 (Timer B)",
    },
    {
      id: "bye-without-answer",
      outcome: "result not told",
      responsible: "unknown",
      when: (call) => call.byeSeen,
      because: "A BYE ended the call, and the response that it followed is not in the log",
      saysWhoEnded: true,
      source: "RFC 3261 §15",
    },
    {
      id: "acknowledged-unseen",
      outcome: "result not told",
      responsible: "unknown",
      when: (call) => call.ack !== null,
      because: "An ACK shows that the INVITE got a final response, and that response is not in the log",
      source: "RFC 3261 §17.1.1.3",
    },
    {
      id: "silence-not-shown",
      outcome: "result not told",
      responsible: "unknown",
      when: (call) => call.trying === null && !rang(call),
      because: "The log ends too soon after the INVITE to tell, or does not show what came back to us",
      source: "RFC 3261 §17.1.1.2 (Timer B)",
    },
    {
      id: "open",
      outcome: "incomplete",
      responsible: "unknown",
      because: "The log ends while the call is being set up: its result is in no file",
      source: "this report",
    },
  ],
};
