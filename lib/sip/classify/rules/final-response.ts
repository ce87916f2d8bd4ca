import { PART_1 } from "../../catalogue/catalogue-entry.ts";
import { namesRetryTime } from "../../reason-marks.ts";
import type { RuleGroup } from "../classification-rule.ts";

/** The failure as its code tells it. */
export const FINAL_RESPONSE: RuleGroup = {
  of: (call) => call.final !== null,
  rules: [
    {
      id: "overload",
      outcome: "congestion",
      responsible: "provider",
      codes: [500, 502, 504],
      when: (call) => namesRetryTime(call.reason),
      because:
        "The failure says after how many seconds to try again: the server is overloaded or under maintenance",
      action: "Use another gateway until the time that the server names is over",
      source: "RFC 3261 §20.33, §21.5.1",
    },
    {
      id: "final-response",
      because: "The final response of the provider is the result",
      source: PART_1,
    },
  ],
};
