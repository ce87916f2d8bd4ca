import { DURATION_DEFINITIONS, RATIO_DEFINITIONS } from "../../lib/analysis/measures/metric-definitions.ts";
import { CATALOGUE } from "../../lib/sip/catalogue/catalogue.ts";
import type { CatalogueEntry } from "../../lib/sip/catalogue/catalogue-entry.ts";
import { NETWORK_BLOCKED_ENTRY } from "../../lib/sip/catalogue/responses-6xx.ts";
import { LOCAL_BLOCK_ENTRY, NOTHING_CAME_ENTRY } from "../../lib/sip/catalogue/responses-below-400.ts";
import { CLASSIFICATION_RULES } from "../../lib/sip/classify/classification-rules.ts";
import { FLAGS } from "../../lib/sip/outcomes.ts";
import { Q850_CAUSES, sipOfQ850 } from "../../lib/sip/q850-causes.ts";
import {
  isRegistered,
  RESPONSE_CODES,
  RESPONSE_VARIANTS,
  type ResponseCode,
  registeredCodeFor,
} from "../../lib/sip/response-codes.ts";

/** Read by parseSettings in the test of this document. */
export const SETTINGS_EXAMPLE = {
  sources: {
    pbx1: {
      overrides: [
        {
          gateway: "telco",
          code: 403,
          outcome: "forbidden",
          responsible: "us: settings",
          cause: "The balance has run out",
          action: "Top up the account",
        },
        { code: 480, reason: "capacity", outcome: "congestion", responsible: "provider" },
        { q850: 1, outcome: "invalid number", responsible: "number list", countsAsSuccess: true },
      ],
      allowedPrefixes: { telco: ["+49", "+43"], world: ["+"] },
    },
  },
};

/** The text of docs/outcomes.md, made from the tables of lib/sip. */
export function outcomesDocument(): string {
  return [
    "# What the last response of a call means",
    "Made by `npm run docs` from the tables in `lib/sip/`: correct them there. Everything that only the provider " +
      "can know is probable, not certain. To find a code, search for it: every registered one has a heading, and " +
      "the others are listed under [Unregistered codes](#unregistered-codes).",
    "## Codes at a glance",
    table(["Code", "Outcome", "Probably responsible", "It means"], codes().map(glance)),
    "## How a call is classified",
    "The first row that applies decides. Where a row gives no outcome, that of the last response counts. Where it " +
      "names nothing to do, the advice about the response or the outcome counts. Where our " +
      "side was called, the called side is we: *subscriber* becomes our agent, *provider* and *number list* our settings.",
    table(
      ["Rule", "Outcome", "Probably responsible", "Because", "What to do", "Source"],
      CLASSIFICATION_RULES.map(ruleRow),
    ),
    ...codes().map(section),
    "## Unregistered codes",
    "A code that is in no table is read as 183 if it is provisional, as x00 of its class if it is final " +
      "(RFC 3261 §8.1.3.2).",
    table(["Code", "Read as"], unregistered()),
    "## Q.850 causes",
    "What the telephone network behind a gateway says. The last column is the response that RFC 3398 §7.2.4.1 gives " +
      "for it; vendors differ, so a cause is shown beside the code and neither is made from the other silently.",
    table(["Cause", "Name", "It means", "SIP"], Object.entries(Q850_CAUSES).map(causeRow)),
    "## Metrics",
    "Bids are all attempts; seizures are bids without 9XX, which never left us. A ratio with nothing to divide by is " +
      "n/a. Every ratio is printed with its number of calls and its 95 % Wilson interval; under 100 calls it is marked.",
    table(
      ["Metric", "Formula", "Counted in the numerator", "Source"],
      RATIO_DEFINITIONS.map(({ abbreviation, name, formula, counted, source }) => [
        `${abbreviation}, ${name.toLowerCase()}`,
        formula,
        counted,
        source,
      ]),
    ),
    table(
      ["Duration", "From and to", "Source"],
      DURATION_DEFINITIONS.map(({ name, formula, source }) => [name, formula, source]),
    ),
    "## What the settings add",
    "The same code means different things at different providers. A row of `overrides` in the settings of a source says " +
      "what it means there. Its conditions (`gateway`, `code` or `9XX`, part of the `reason`, `q850`) must all hold; " +
      "what it gives (`outcome`, `responsible`, `cause`, `action`, `countsAsSuccess`) takes the place of the tables. The first " +
      "row that fits decides. No row makes a call answered. `countsAsSuccess` counts in NER and SEER only. " +
      "`allowedPrefixes` names the prefixes that each gateway may dial: it tells which gateway would have let out a " +
      "blocked call (9XX), and whether the settings or the number are to blame.",
    `\`\`\`json\n${JSON.stringify(SETTINGS_EXAMPLE, null, 2)}\n\`\`\``,
    "## Notes on calls",
    table(["Note", "It means"], Object.entries(FLAGS)),
    "",
  ]
    .join("\n\n")
    .trimEnd()
    .concat("\n");
}

interface CodeRow {
  readonly label: string;
  readonly code: ResponseCode;
  readonly entry: CatalogueEntry;
}

function codes(): CodeRow[] {
  const rows: CodeRow[] = Object.entries(CATALOGUE).map(([label, entry]) => ({
    label,
    code: RESPONSE_CODES[Number(label) as keyof typeof RESPONSE_CODES],
    entry,
  }));
  const after603 = rows.findIndex(({ label }) => label === "603") + 1;
  rows.splice(after603, 0, { label: "603+", code: RESPONSE_VARIANTS["603+"], entry: NETWORK_BLOCKED_ENTRY });
  rows.unshift({ label: "none", code: RESPONSE_VARIANTS.none, entry: NOTHING_CAME_ENTRY });
  rows.push({ label: "9XX", code: RESPONSE_VARIANTS["9XX"], entry: LOCAL_BLOCK_ENTRY });
  return rows;
}

function glance({ label, code, entry }: CodeRow): string[] {
  return [`${label} ${code.reasonPhrase}`, entry.outcome, entry.responsible, entry.meaning];
}

function section({ label, code, entry }: CodeRow): string {
  const lines = [
    `## ${label} ${code.reasonPhrase}`,
    `${capitalised(entry.meaning)}. Outcome: **${entry.outcome}**. Probably responsible: **${entry.responsible}**. ` +
      `Class: ${code.class}. Defined in ${code.source}.`,
    entry.causes.map(([text, source]) => `- ${text} (${source})`).join("\n"),
    `What to do: ${entry.action}.`,
  ];
  if (entry.ask !== "") lines.push(`What to ask the provider: ${entry.ask}`);
  return lines.join("\n\n");
}

function ruleRow({
  id,
  outcome,
  responsible,
  because,
  action,
  source,
}: (typeof CLASSIFICATION_RULES)[number]): string[] {
  return [id, outcome ?? "of the response", responsible ?? "of the response", because, action ?? "", source];
}

function causeRow([cause, { name, meaning }]: [string, { name: string; meaning: string }]): string[] {
  const sip = sipOfQ850(Number(cause));
  return [cause, name, meaning, sip === null ? "none" : String(sip)];
}

/** Ranges of codes that are read as the same registered one. */
function unregistered(): string[][] {
  const readAs = new Map<number, number[]>();
  for (let code = 101; code < 700; code++) {
    if (isRegistered(code)) continue;
    const known = registeredCodeFor(code);
    readAs.set(known, [...(readAs.get(known) ?? []), code]);
  }
  return [...readAs].map(([known, list]) => [list.join(" "), String(known)]);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
