import { ARTICLE_2026, PART_2 } from "../../catalogue/catalogue-entry.ts";
import {
  isNetworkBlock,
  namesBalance,
  namesCaller,
  namesCallRate,
  namesChannelLimit,
  namesRegistration,
  namesSomething,
} from "../../reason-marks.ts";
import type { RuleGroup } from "../classification-rule.ts";

/** What the text of a failure names. */
export const REASON_TEXT: RuleGroup = {
  of: (call) => call.final !== null && namesSomething(call.reason),
  rules: [
    {
      id: "network-blocked",
      outcome: "network blocked",
      responsible: "analytics block",
      codes: [603],
      when: (call) => isNetworkBlock(call.reason),
      because: "603+ is the network's block by analytics, not the subscriber's refusal",
      saysWhoEnded: true,
      source: "ATIS-1000099, 47 CFR 64.1200",
    },
    {
      id: "call-rate",
      outcome: "congestion",
      responsible: "us: settings",
      when: (call) => namesCallRate(call.reason),
      because: "The reason text names a limit of calls per second: dial more slowly",
      action: "Dial more slowly: ask the provider how many calls per second it takes and keep below that",
      source: ARTICLE_2026,
    },
    {
      id: "balance",
      outcome: "forbidden",
      responsible: "us: settings",
      when: (call) => namesBalance(call.reason),
      because: "The reason text names the balance of the account: top it up",
      action: "Top up the account, or ask the provider why it counts as empty",
      source: PART_2,
    },
    {
      id: "channel-limit",
      outcome: "congestion",
      responsible: "us: settings",
      when: (call) => namesChannelLimit(call.reason),
      because:
        "The reason text names a limit of concurrent calls: compare with the calls that were open at that time",
      action: "Keep fewer calls open at once, or order more channels; use another gateway meanwhile",
      source: ARTICLE_2026,
    },
    {
      id: "caller-refused",
      outcome: "forbidden",
      responsible: "us: settings",
      when: (call) => namesCaller(call.reason),
      because: "The reason text names the number that we show: the provider does not take it",
      action: "Show a number that the provider has given to you or has verified",
      source: ARTICLE_2026,
    },
    {
      id: "not-registered",
      outcome: "authentication",
      responsible: "us: settings",
      when: (call) => namesRegistration(call.reason),
      because: "The reason text names the login or the registration of the gateway",
      action: "Check whether the gateway is registered, and its login",
      source: PART_2,
    },
  ],
};
