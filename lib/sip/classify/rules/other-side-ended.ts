import { PART_1, PART_2 } from "../../catalogue/catalogue-entry.ts";
import { type RuleGroup, rang, stalled } from "../classification-rule.ts";

export const OTHER_SIDE_ENDED: RuleGroup = {
  of: (call) => call.theirEnd !== null,
  rules: [
    {
      id: "finished-while-ringing",
      outcome: "no answer",
      responsible: "subscriber",
      when: rang,
      because: "Nobody picked up before the other side ended the call",
      source: PART_1,
    },
    {
      id: "finished-after-stall",
      outcome: "stalled",
      responsible: "provider",
      when: (call) => call.trying !== null && stalled(call),
      because: "The other side ended the call after 10 s or longer without progress",
      source: PART_2,
    },
    {
      id: "finished-while-trying",
      outcome: "provider failure",
      responsible: "provider",
      when: (call) => call.trying !== null,
      because: "The other side ended the call after the 100 without a final response",
      source: PART_1,
    },
    {
      id: "finished-without-response",
      outcome: "no response",
      responsible: "provider",
      because: "The provider's side ended the call and never responded to it",
      source: PART_1,
    },
  ],
};
