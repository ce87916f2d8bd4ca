import type { CallReading } from "./call-reading.ts";
import type { ClassificationRule, RuleGroup } from "./classification-rule.ts";
import { ANSWERED } from "./rules/answered.ts";
import { CALLER_GAVE_UP } from "./rules/caller-gave-up.ts";
import { COURSE_OF_CALL } from "./rules/course-of-call.ts";
import { FINAL_RESPONSE } from "./rules/final-response.ts";
import { NO_END } from "./rules/no-end.ts";
import { NOT_SENT } from "./rules/not-sent.ts";
import { OTHER_SIDE_ENDED } from "./rules/other-side-ended.ts";
import { Q850_CAUSE } from "./rules/q850-cause.ts";
import { REASON_TEXT } from "./rules/reason-text.ts";
import { SCAN } from "./rules/scan.ts";
import { WE_GAVE_UP } from "./rules/we-gave-up.ts";

/** One file per group, in the order in which a call is asked. */
const GROUPS: readonly RuleGroup[] = [
  // A 2xx or a connect, whatever else there is.
  ANSWERED,
  // No call of anybody.
  SCAN,
  // Our own block, a piece of a call, a call that another phone took.
  NOT_SENT,
  // Our CANCEL, or the log's word that our side ended the call: before the final response that answers it.
  WE_GAVE_UP,
  // The CANCEL of somebody who called us.
  CALLER_GAVE_UP,
  // A 3xx to 6xx: what its text names, what the call shows against its code, its Q.850 cause, the code alone.
  REASON_TEXT,
  COURSE_OF_CALL,
  Q850_CAUSE,
  FINAL_RESPONSE,
  // The log's word that the other side ended the call, and no final response.
  OTHER_SIDE_ENDED,
  // None of these: a record's last response, nothing at all, a BYE before any answer, a log that stops.
  NO_END,
];

/** How a call is classified: the first row that applies decides. */
export const CLASSIFICATION_RULES: readonly ClassificationRule[] = GROUPS.flatMap(({ rules }) => rules);

const BY_ID: ReadonlyMap<string, ClassificationRule> = new Map(
  CLASSIFICATION_RULES.map((rule) => [rule.id, rule]),
);

/** The row that decided about a call; undefined of a call that was judged by another version of the rules. */
export function ruleOf({ rule }: { readonly rule: string }): ClassificationRule | undefined {
  return BY_ID.get(rule);
}

/** A row as it is asked. Of one shape, for a property that is read of objects of many shapes is slow. */
interface Question {
  readonly when: (call: CallReading) => boolean;
  readonly rule: ClassificationRule;
}

const always = () => true;

/** What is asked about a call of a group that the rows apply to. */
interface Questions {
  readonly of: (call: CallReading) => boolean;
  readonly questions: readonly Question[];
}

function aboutCode(code: number): readonly Questions[] {
  return GROUPS.map(({ of, rules }) => ({
    of,
    questions: rules
      .filter(({ codes }) => !codes || codes.includes(code))
      .map((rule) => ({ when: rule.when ?? always, rule })),
  })).filter(({ questions }) => questions.length > 0);
}

/** By the code of the final response: a call is asked no question about another code. */
const ABOUT_CODES: ReadonlyMap<number, readonly Questions[]> = new Map(
  CLASSIFICATION_RULES.flatMap(({ codes = [] }) => codes).map((code) => [code, aboutCode(code)]),
);
const ABOUT_OTHER_CODES = aboutCode(0);

/** The row that decides about a call. */
export function ruleFor(call: CallReading): ClassificationRule {
  const asked = ABOUT_CODES.get(call.final?.code ?? 0) ?? ABOUT_OTHER_CODES;
  for (let i = 0; i < asked.length; i++) {
    const { of, questions } = asked[i]!;
    if (!of(call)) continue;
    for (let j = 0; j < questions.length; j++) if (questions[j]!.when(call)) return questions[j]!.rule;
  }
  return CLASSIFICATION_RULES.at(-1)!;
}
