import { FINDING_KINDS } from "../../analysis/findings/finding.ts";
import { DURATION_DEFINITIONS, RATIO_DEFINITIONS } from "../../analysis/measures/metric-definitions.ts";
import { describeResponse } from "../../sip/catalogue/catalogue.ts";
import type { ClassificationRule } from "../../sip/classify/classification-rule.ts";
import { CLASSIFICATION_RULES } from "../../sip/classify/classification-rules.ts";
import { OUTCOMES, type Outcome, STAGES } from "../../sip/outcomes.ts";
import type { DefinitionRow } from "../../text/en/definitions.ts";
import {
  FALSE_POSITIVE_SENTENCE,
  FINDING_DEFINITIONS,
  type FindingDefinition,
} from "../../text/en/finding-definitions.ts";
import { capitalised } from "../../text/en/phrases.ts";
import type { Page, PageSheet } from "../../workbook/workbook-spec.ts";
import { outcomeTint } from "./outcome-tint.ts";
import type { SheetContext } from "./sheet-context.ts";

const WIDTHS = [40, 50, 60, 34];

/** Every formula with its code set, every code seen, the stages, the outcomes, the rules and the findings. */
export function definitionsSheet(context: SheetContext): PageSheet {
  const { definitions, sheets } = context.text;
  return {
    name: sheets.definitions,
    widths: WIDTHS,
    write(page) {
      page.text("title", definitions.title);
      page.text("note", definitions.lead);
      writeFormulas(page, context);
      writeCodes(page, context);
      writePairs(
        page,
        "Stages",
        definitions.stages,
        STAGES.map((stage) => [stage, definitions.stageTexts[stage]]),
        context,
      );
      writeOutcomes(page, context);
      writeRules(page, context);
      writeFindings(page, context);
      writePairs(page, "Words", definitions.words, definitions.wordTexts, context);
    },
  };
}

function writeFormulas(page: Page, { text: { definitions, headers } }: SheetContext): void {
  const ratios = RATIO_DEFINITIONS.map(
    ({ abbreviation, name, formula, counted, source }): DefinitionRow => [
      `${abbreviation}, ${name}`,
      formula,
      counted,
      source,
    ],
  );
  const durations = DURATION_DEFINITIONS.map(
    ({ name, formula, source }): DefinitionRow => [name, formula, "", source],
  );
  heading(page, definitions.ratios);
  page.text("note", definitions.ratiosLead);
  page.table<DefinitionRow>({
    name: "Formulas",
    columns: [
      { header: headers.name, kind: "wrapped", width: 40, value: ([name]) => name },
      { header: headers.formula, kind: "wrapped", width: 50, value: ([, formula]) => formula },
      { header: headers.codes, kind: "wrapped", width: 60, value: ([, , codes]) => codes },
      { header: headers.definedIn, kind: "wrapped", width: 34, value: ([, , , source]) => source },
    ],
    rows: [...definitions.counts, ...ratios, ...durations],
  });
}

function writeRules(page: Page, { text: { definitions, headers } }: SheetContext): void {
  heading(page, definitions.rules);
  page.text("note", definitions.rulesLead);
  page.table<ClassificationRule>({
    name: "Rules",
    columns: [
      { header: headers.rule, kind: "word", width: 40, value: ({ id }) => id },
      { header: headers.outcome, kind: "word", width: 50, value: ({ outcome }) => outcome },
      { header: headers.why, kind: "wrapped", width: 60, value: ({ because }) => because },
      { header: headers.definedIn, kind: "wrapped", width: 34, value: ({ source }) => source },
    ],
    rows: CLASSIFICATION_RULES,
  });
}

function writeFindings(page: Page, { text: { definitions, headers } }: SheetContext): void {
  heading(page, definitions.findings);
  page.text("note", FALSE_POSITIVE_SENTENCE);
  page.table<FindingDefinition>({
    name: "FindingTests",
    columns: [
      { header: headers.finding, kind: "word", width: 40, value: ({ name }) => name },
      { header: headers.condition, kind: "wrapped", width: 50, value: ({ condition }) => condition },
      { header: headers.test, kind: "wrapped", width: 60, value: ({ test }) => test },
    ],
    rows: FINDING_KINDS.map((kind) => FINDING_DEFINITIONS[kind]),
  });
}

function writeCodes(page: Page, { content, text: { definitions, headers } }: SheetContext): void {
  const codes = Object.keys(content.totals.lastResponses)
    .map(Number)
    .sort((a, b) => a - b)
    .map((code) => describeResponse(code));
  if (codes.length === 0) return;
  heading(page, definitions.codes);
  page.table<(typeof codes)[number]>({
    name: "Codes",
    columns: [
      {
        header: headers.code,
        kind: "word",
        width: 40,
        value: ({ label, reasonPhrase }) => `${label} ${reasonPhrase}`,
      },
      { header: headers.meaning, kind: "wrapped", width: 50, value: ({ meaning }) => capitalised(meaning) },
      {
        header: headers.causes,
        kind: "wrapped",
        width: 60,
        value: ({ causes }) => causes.map(([cause]) => cause).join("; "),
      },
      { header: headers.definedIn, kind: "wrapped", width: 34, value: ({ source }) => source },
    ],
    rows: codes,
  });
}

function writeOutcomes(page: Page, { text: { definitions, headers } }: SheetContext): void {
  heading(page, definitions.outcomes);
  page.table<Outcome>({
    name: "OutcomeWords",
    columns: [
      { header: headers.outcome, kind: "word", width: 40, value: (outcome) => outcome, tint: outcomeTint },
      {
        header: headers.explanation,
        kind: "wrapped",
        width: 50,
        value: (outcome) => definitions.outcomeTexts[outcome],
      },
    ],
    rows: OUTCOMES,
  });
}

function writePairs(
  page: Page,
  name: string,
  title: string,
  rows: readonly (readonly [string, string])[],
  { text: { headers } }: SheetContext,
): void {
  heading(page, title);
  page.table<readonly [string, string]>({
    name,
    columns: [
      { header: headers.name, kind: "word", width: 40, value: ([word]) => word },
      { header: headers.explanation, kind: "wrapped", width: 50, value: ([, explanation]) => explanation },
    ],
    rows,
  });
}

function heading(page: Page, text: string): void {
  page.skip();
  page.text("heading", text);
}
