import { type Totals, toldCalls } from "../../../lib/analysis/content/totals.ts";
import type { ReportItem } from "../../../lib/store/reports.ts";
import { counted } from "./count.ts";

const FAILURES_SHOWN = 8;
/** A gateway with fewer calls is not called the worst: chance alone would make it so. */
const FEW_SEIZURES = 30;

export type SummarisedReport = Pick<ReportItem, "totals" | "summary" | "responses">;

/** What a report says, in the lines that a person wants to see first. */
export function summaryText({ totals, summary, responses }: SummarisedReport): string {
  const figures = totals === null ? [] : [headline(totals), ...worstGateway(totals)];
  const lines = [...figures, ...failures(responses, totals), ...findings(summary)];
  return `${lines.join("\n")}\n`;
}

function headline(totals: Totals): string {
  const { calls, answered, blocked, gateways } = totals;
  const count = Object.keys(gateways).filter((name) => name !== "").length;
  const over = count > 1 ? ` over ${count} gateways` : "";
  const left = blocked > 0 ? `, ${number(blocked)} never sent` : "";
  const told = toldCalls(totals);
  const untold = told < calls ? `, ${number(calls - told)} whose result is not known` : "";
  if (told === 0 && calls > 0) return `${counted(calls, "call")}${over}: no log tells how they ended`;
  return `${counted(calls, "call")}${over}: ${number(answered)} answered (${percent(answered, told - blocked)})${left}${untold}`;
}

function worstGateway({ gateways }: Totals): string[] {
  const ranked = Object.entries(gateways)
    .filter(([name, { seizures }]) => name !== "" && seizures >= FEW_SEIZURES)
    .sort(([, one], [, other]) => one.answered / one.seizures - other.answered / other.seizures);
  const [worst, ...rest] = ranked;
  if (!worst || rest.length === 0) return [];
  const [name, { answered, seizures }] = worst;
  if (rest.every((gateway) => gateway[1].answered * seizures === answered * gateway[1].seizures)) return [];
  const others = rest.reduce((sum, [, gateway]) => sum + gateway.answered, 0);
  const othersSent = rest.reduce((sum, [, gateway]) => sum + gateway.seizures, 0);
  return [
    "",
    `Lowest answer ratio: ${name}, ${number(answered)} of ${number(seizures)} answered (${percent(answered, seizures)}; ` +
      `the others ${percent(others, othersSent)})`,
  ];
}

function failures(responses: SummarisedReport["responses"], totals: Totals | null): string[] {
  const rows = responses.filter(({ outcome }) => outcome !== "answered").slice(0, FAILURES_SHOWN);
  if (rows.length === 0) return [];
  const width = number(rows[0]!.calls).length;
  const shown = rows.flatMap(({ calls, label, phrase, meaning, responsible, action }) => [
    `  ${number(calls).padStart(width)}  ${label} ${phrase}: ${meaning}`,
    `  ${" ".repeat(width)}  → ${responsible}: ${action}`,
  ]);
  const failed = Object.keys(totals?.responseOutcomes ?? {}).filter((key) => !key.endsWith(" answered"));
  const more = failed.length - rows.length;
  return [
    "",
    "Last responses of calls that were not answered:",
    ...shown,
    ...(more > 0 ? [`  and ${more} more ${more === 1 ? "kind" : "kinds"} of response`] : []),
  ];
}

function findings(summary: readonly string[]): string[] {
  return summary.length === 0 ? [] : ["", "What stands out:", ...summary.map((title) => `  - ${title}`)];
}

function number(value: number): string {
  return value.toLocaleString("en");
}

function percent(part: number, whole: number): string {
  return whole > 0 ? `${((100 * part) / whole).toFixed(1)} %` : "n/a";
}
