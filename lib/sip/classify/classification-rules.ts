import { PART_1 } from "../catalogue/catalogue-entry.ts";
import type { CallReading } from "./call-reading.ts";
import { type ClassificationRule, type RuleGroup, rang } from "./classification-rule.ts";
import { CALLER_GAVE_UP, OTHER_SIDE_ENDED, WE_GAVE_UP } from "./rules-of-ends.ts";
import { ANSWERED, FINAL_RESPONSE } from "./rules-of-responses.ts";

const NOT_SENT: RuleGroup = {
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

const NO_END: RuleGroup = {
  about: "No final response and no end",
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

const GROUPS: readonly RuleGroup[] = [
  ANSWERED,
  NOT_SENT,
  WE_GAVE_UP,
  CALLER_GAVE_UP,
  FINAL_RESPONSE,
  OTHER_SIDE_ENDED,
  NO_END,
];

/** How a call is classified: the first row that applies decides. */
export const CLASSIFICATION_RULES: readonly ClassificationRule[] = GROUPS.flatMap(({ rules }) => rules);

/** The rows of each group by the code of the final response: a call is asked no question about another code. */
const INDEX = GROUPS.map(({ of, rules }) => {
  const ofCode = (code: number) => rules.filter(({ codes }) => !codes || codes.includes(code));
  const codes = rules.flatMap((rule) => rule.codes ?? []);
  return { of, byCode: new Map(codes.map((code) => [code, ofCode(code)])), ofOtherCodes: ofCode(0) };
});

/** The row that decides about a call. */
export function ruleFor(call: CallReading): ClassificationRule {
  const code = call.final?.code ?? 0;
  for (const { of, byCode, ofOtherCodes } of INDEX) {
    if (!of(call)) continue;
    for (const rule of byCode.get(code) ?? ofOtherCodes) if (!rule.when || rule.when(call)) return rule;
  }
  return CLASSIFICATION_RULES.at(-1)!;
}
