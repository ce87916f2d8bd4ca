import { PART_2 } from "../../catalogue/catalogue-entry.ts";
import { type RuleGroup, rang, stalled } from "../classification-rule.ts";

export const CALLER_GAVE_UP: RuleGroup = {
  of: (call) =>
    call.theirEnd?.kind === "cancel" ||
    (call.ourSide === "callee" && (call.theirEnd !== null || call.final?.code === 487)),
  rules: [
    {
      id: "caller-gave-up",
      outcome: "no answer",
      responsible: "subscriber",
      when: rang,
      because: "It rang on our side, and the call was given up before anyone answered",
      source: "RFC 3261 §9.1",
    },
    {
      id: "caller-gave-up-on-a-stall",
      outcome: "no answer",
      responsible: "us: settings",
      when: (call) => call.trying !== null && stalled(call),
      because: "The caller hung up after 10 s without progress on our side",
      source: PART_2,
    },
    {
      id: "caller-gave-up-early",
      outcome: "no answer",
      responsible: "nobody",
      because: "The caller hung up before it rang on our side",
      source: "RFC 3261 §9.1",
    },
  ],
};
