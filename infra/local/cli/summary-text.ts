import type { Totals } from "../../../lib/analysis/totals.ts";
import { describeResponse } from "../../../lib/sip/catalogue/catalogue.ts";
import { OUTCOME_ADVICE } from "../../../lib/sip/catalogue/outcome-advice.ts";
import type { Outcome } from "../../../lib/sip/outcomes.ts";
import { counted } from "./count.ts";

const FAILURES_SHOWN = 8;
/** A gateway with fewer calls is not called the worst: chance alone would make it so. */
const FEW_SEIZURES = 30;

/** Stored totals with the titles of the findings, as a REPORT item holds them. */
export type StoredTotals = Totals & { readonly summary?: readonly string[] };

/** What a report says, in the lines that a person wants to see first. */
export function summaryText(totals: StoredTotals): string {
  const lines = [headline(totals), ...worstGateway(totals), ...failures(totals), ...findings(totals)];
  return `${lines.join("\n")}\n`;
}

function headline({ calls, answered, blocked, gateways }: StoredTotals): string {
  const count = Object.keys(gateways).filter((name) => name !== "").length;
  const over = count > 1 ? ` over ${count} gateways` : "";
  const left = blocked > 0 ? `, ${number(blocked)} never sent` : "";
  return `${counted(calls, "call")}${over}: ${number(answered)} answered (${percent(answered, calls - blocked)})${left}`;
}

function worstGateway({ gateways }: StoredTotals): string[] {
  const ranked = Object.entries(gateways)
    .filter(([name, { seizures }]) => name !== "" && seizures >= FEW_SEIZURES)
    .sort(([, one], [, other]) => one.answered / one.seizures - other.answered / other.seizures);
  const [worst, ...rest] = ranked;
  if (!worst || rest.length === 0) return [];
  const [name, { answered, seizures }] = worst;
  const others = rest.reduce((sum, [, gateway]) => sum + gateway.answered, 0);
  const othersSent = rest.reduce((sum, [, gateway]) => sum + gateway.seizures, 0);
  return [
    "",
    `Worst gateway: ${name}, ${number(answered)} of ${number(seizures)} answered (${percent(answered, seizures)}; ` +
      `the others ${percent(others, othersSent)})`,
  ];
}

function failures({ responseOutcomes }: StoredTotals): string[] {
  const rows = Object.entries(responseOutcomes)
    .map(([key, calls]) => ({ ...failureOf(key), calls }))
    .filter(({ outcome }) => outcome !== "answered")
    .sort((one, other) => other.calls - one.calls);
  if (rows.length === 0) return [];
  const width = number(rows[0]!.calls).length;
  const shown = rows
    .slice(0, FAILURES_SHOWN)
    .flatMap(({ calls, response, meaning, who }) => [
      `  ${number(calls).padStart(width)}  ${response}: ${meaning}`,
      `  ${" ".repeat(width)}  → ${who}`,
    ]);
  const more = rows.length - FAILURES_SHOWN;
  return [
    "",
    "Last responses of calls that were not answered:",
    ...shown,
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

/** From "100 stalled": what it is, what it means, who acts and how. */
function failureOf(key: string) {
  const space = key.indexOf(" ");
  const outcome = key.slice(space + 1) as Outcome;
  const entry = describeResponse(Number(key.slice(0, space)), {
    reason: outcome === "network blocked" ? "Network Blocked" : "",
  });
  const response = `${entry.label} ${entry.reasonPhrase}`;
  // One code can end in several ways; the catalogue's words are about its usual one.
  const usual = entry.outcome === outcome;
  const { responsible, action } = usual ? entry : OUTCOME_ADVICE[outcome];
  return { outcome, response, meaning: usual ? entry.meaning : outcome, who: `${responsible}: ${action}` };
}

function findings({ summary = [] }: StoredTotals): string[] {
  return summary.length === 0 ? [] : ["", "What stands out:", ...summary.map((title) => `  - ${title}`)];
}

function number(value: number): string {
  return value.toLocaleString("en");
}

function percent(part: number, whole: number): string {
  return whole > 0 ? `${((100 * part) / whole).toFixed(1)} %` : "n/a";
}
