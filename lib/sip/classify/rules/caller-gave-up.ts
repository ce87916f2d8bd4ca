import { type RuleGroup, rang } from "../classification-rule.ts";

export const CALLER_GAVE_UP: RuleGroup = {
  of: (call) => call.theirEnd?.kind === "cancel" || (call.ourSide === "callee" && call.final?.code === 487),
  rules: [
    {
      id: "caller-gave-up",
      outcome: "no answer",
      responsible: "subscriber",
      when: rang,
      because: "It rang on our side and the caller hung up before anyone answered",
      source: "RFC 3261 §9.1",
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
