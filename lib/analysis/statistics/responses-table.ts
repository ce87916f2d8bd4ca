import type { Override } from "../../settings/override.ts";
import { describeResponse } from "../../sip/catalogue/catalogue.ts";
import { OUTCOME_ADVICE } from "../../sip/catalogue/outcome-advice.ts";
import { ruleOf } from "../../sip/classify/classification-rules.ts";
import type { Outcome, Responsible } from "../../sip/outcomes.ts";
import type { Comparison, ResponseAdvice, ResponseRow } from "../content/report-content.ts";
import { getOrMake, increase } from "../measures/group-by.ts";
import type { Accumulator } from "./call-view.ts";

const keys = new Map<number, Map<Outcome, string>>();

/** Key of {@link Totals.responseOutcomes}. Each is made once: putting strings together is what costs in a million calls. */
export function responseOutcomeKey(code: number, outcome: Outcome): string {
  const ofCode = getOrMake(keys, code, () => new Map<Outcome, string>());
  return getOrMake(ofCode, outcome, () => `${code} ${outcome}`);
}

interface Group {
  readonly code: number;
  readonly outcome: Outcome;
  readonly reason: string;
  readonly responsible: Map<Responsible, number>;
  readonly rules: Map<string, number>;
  readonly overrides: Map<Override | undefined, number>;
  calls: number;
}

/** Last responses with what they mean, commonest first. */
export function responsesTable(comparisons: readonly Comparison[]): Accumulator<ResponseRow[]> {
  const groups = new Map<string, Group>();
  let total = 0;
  return {
    add({ call: { lastResponse: code, outcome, reason, responsible, rule, override } }) {
      total++;
      const group = getOrMake(groups, responseOutcomeKey(code, outcome), () => ({
        code,
        outcome,
        reason,
        responsible: new Map(),
        rules: new Map(),
        overrides: new Map(),
        calls: 0,
      }));
      group.calls++;
      increase(group.responsible, responsible);
      increase(group.rules, rule);
      increase(group.overrides, override);
    },
    rows() {
      return [...groups]
        .map(([key, group]) => ({
          ...rowOf(group),
          calls: group.calls,
          share: group.calls / total,
          before: comparisons.map(({ totals }) => totals.responseOutcomes[key] ?? 0),
        }))
        .sort((a, b) => b.calls - a.calls || a.code - b.code);
    },
  };
}

const NEARLY_ALL = 0.9;

function rowOf({
  code,
  outcome,
  reason,
  responsible,
  rules,
  overrides,
  calls,
}: Group): Omit<ResponseAdvice, "calls"> {
  const {
    label,
    reasonPhrase,
    meaning,
    action,
    outcome: usual,
  } = describeResponse(code, {
    reason,
    outcome,
  });
  const override = commonest(overrides);
  // The people who know the provider first; then a rule that knows more than the code alone does, if it speaks for
  // nearly all of these calls.
  const usedMost = commonest(rules);
  const speaks = outcome !== usual || rules.get(usedMost)! >= NEARLY_ALL * calls;
  const rule = speaks ? ruleOf({ rule: usedMost }) : undefined;
  const isUsual = outcome === usual && rule?.action === undefined;
  return {
    code,
    label,
    phrase: reasonPhrase,
    outcome,
    meaning: override?.cause ?? (isUsual ? meaning : (rule?.because ?? meaning)),
    responsible: commonest(responsible),
    action: override?.action ?? rule?.action ?? (isUsual ? action : OUTCOME_ADVICE[outcome].action),
  };
}

function commonest<K>(counts: ReadonlyMap<K, number>): K {
  return [...counts].reduce((most, each) => (each[1] > most[1] ? each : most))[0];
}
