import { PART_1 } from "../../catalogue/catalogue-entry.ts";
import type { RuleGroup } from "../classification-rule.ts";

export const NOT_SENT: RuleGroup = {
  of: (call) => call.final === null || call.elsewhere !== null,
  rules: [
    {
      id: "direction-blocked",
      outcome: "direction blocked",
      responsible: "us: settings",
      when: (call) => call.blocked !== null && call.responses.length === 0,
      because: "The prefix is not in the allowed directions of the gateway, so the call was never sent",
      saysWhoEnded: true,
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
      id: "result-not-in-record",
      outcome: "result not told",
      responsible: "unknown",
      when: (call) => call.whole && call.responses.length === 0 && !call.reached && call.elsewhere === null,
      because: "The record of the call does not tell its result in a code or in words that are known",
      source: "this report",
    },
    {
      id: "answered-elsewhere",
      outcome: "answered elsewhere",
      responsible: "nobody",
      when: (call) => call.elsewhere !== null,
      because: "Another phone took the call, as the log says",
      saysWhoEnded: true,
      source: "RFC 3326 §3.1",
    },
  ],
};
