import type { CallReading } from "./call-reading.ts";
import type { ClassificationRule, RuleGroup } from "./classification-rule.ts";
import { CALLER_GAVE_UP, OTHER_SIDE_ENDED, WE_GAVE_UP } from "./rules-of-ends.ts";
import { ANSWERED, FINAL_RESPONSE } from "./rules-of-responses.ts";
import { NO_END, NOT_SENT } from "./rules-of-silence.ts";

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
