import { PART_1 } from "../../catalogue/catalogue-entry.ts";
import type { RuleGroup } from "../classification-rule.ts";

export const ANSWERED: RuleGroup = {
  of: (call) => call.answered,
  rules: [
    {
      id: "lost-while-connected",
      outcome: "answered",
      responsible: "provider",
      when: (call) => call.droppedInDialog,
      because: "The call was answered, then lost while connected: 481 or 408 inside the dialog ends it",
      source: "RFC 3261 §12.2.1.2, §14.1",
    },
    {
      id: "answered-in-the-race",
      outcome: "answered",
      responsible: "nobody",
      when: (call) => call.ourCancel !== null,
      because: "The answer and our CANCEL crossed: the call counts as answered and was ended at once",
      source: "RFC 3261 §9.1, RFC 3398 §8.2.7",
    },
    {
      id: "answered",
      outcome: "answered",
      responsible: "nobody",
      because: "The subscriber picked up; the first 2xx counts, whatever other branches answer",
      source: `RFC 3261 §13.2.2.4; ${PART_1}`,
    },
  ],
};
