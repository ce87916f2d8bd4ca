import { PART_1 } from "../catalogue/catalogue-entry.ts";
import { type RuleGroup, rang } from "./classification-rule.ts";

export const NOT_SENT: RuleGroup = {
  about: "Never sent, or not told",
  of: () => true,
  rules: [
    {
      id: "direction-blocked",
      outcome: "direction blocked",
      responsible: "us: settings",
      when: (call) => call.blocked !== null && call.responses.length === 0,
      because: "The prefix is not in the allowed directions of the gateway, so the call was never sent",
      source: PART_1,
    },
    {
      id: "fragment",
      outcome: "incomplete",
      responsible: "unknown",
      when: (call) =>
        call.invite === null &&
        !call.whole &&
        call.final === null &&
        call.elsewhere === null &&
        !call.reached &&
        !(call.ourCancel && call.furthest !== "none"),
      because: "The log shows a piece of the call without its start or its result",
      source: "this report",
    },
    {
      id: "answered-elsewhere",
      outcome: "answered elsewhere",
      responsible: "nobody",
      when: (call) => call.elsewhere !== null,
      because: "Another phone took the call, and the CANCEL or the 487 says so",
      source: "RFC 3326 §3.1",
    },
  ],
};

export const NO_END: RuleGroup = {
  about: "No final response, and no end that ends a call",
  of: () => true,
  rules: [
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
      when: (call) => call.trying === null && !rang(call) && !call.byeSeen,
      because: "The provider or the way to it is probably down",
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
