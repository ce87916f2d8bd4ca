import type { Call } from "../../calls/call.ts";
import { describeResponse } from "../../sip/catalogue/catalogue.ts";
import { MAX_TICKETS, type Ticket, type TicketProblem } from "../content/report-content.ts";
import { type Finding, traitsOf } from "../findings/finding.ts";
import { getOrMake, groupBy } from "../measures/group-by.ts";
import { responseOutcomeKey } from "./responses-table.ts";

/**
 * What to ask each provider: first what was found, then the other calls that probably failed at the
 * provider, grouped by response. Every attempt is in one problem only. At most {@link MAX_TICKETS}.
 *
 * @param calls the attempts
 */
export function ticketsTable(findings: readonly Finding[], calls: readonly Call[]): Ticket[] {
  const problems = new Map<string, TicketProblem[]>();
  const told = new Set<number>();
  for (const finding of findings) {
    const { kind, proof } = finding;
    // Whatever is found of these calls, it is no question to the provider beyond this one.
    for (const i of proof) told.add(i);
    if (!traitsOf(kind).asksProvider) continue;
    for (const [gateway, own] of groupBy(proof, (i) => calls[i]!.gateway)) {
      getOrMake(problems, gateway, () => []).push(problemOf(finding, own, calls));
    }
  }
  const rest = new Map<string, number[]>();
  for (const [i, { responsible, direction, gateway, lastResponse, outcome }] of calls.entries()) {
    if (responsible !== "provider" || direction === "inbound" || direction === "internal" || told.has(i))
      continue;
    getOrMake(rest, `${gateway}\n${responseOutcomeKey(lastResponse, outcome)}`, () => []).push(i);
  }
  for (const own of [...rest.values()].sort((a, b) => b.length - a.length)) {
    getOrMake(problems, calls[own[0]!]!.gateway, () => []).push(problemOf(null, own, calls));
  }
  return [...problems]
    .map(([gateway, own]) => ({ gateway, problems: own }))
    .sort((a, b) => callsOf(b) - callsOf(a))
    .slice(0, MAX_TICKETS)
    .sort((a, b) => (a.gateway < b.gateway ? -1 : 1));
}

function callsOf({ problems }: Ticket): number {
  return problems.reduce((sum, { calls }) => sum + calls.length, 0);
}

function problemOf(finding: Finding | null, own: readonly number[], calls: readonly Call[]): TicketProblem {
  const { lastResponse: code, outcome, reason, q850 } = calls[own[0]!]!;
  const { ask } = describeResponse(code, { reason, q850 });
  const { label, reasonPhrase } = describeResponse(code, { reason });
  const [from, to] = [calls[own[0]!]!.start, calls[own.at(-1)!]!.start];
  return { finding, response: `${label} ${reasonPhrase}`, ask, code, outcome, from, to, calls: own };
}
