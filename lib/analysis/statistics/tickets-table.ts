import type { Call } from "../../calls/call.ts";
import { describeResponse } from "../../sip/catalogue/catalogue.ts";
import { MAX_TICKETS, type Ticket, type TicketProblem } from "../content/report-content.ts";
import { type Finding, traitsOf } from "../findings/finding.ts";
import { getOrMake, groupBy } from "../measures/group-by.ts";
import { isSeizure } from "../measures/metric-definitions.ts";
import { binomialTail } from "../significance/binomial-tail.ts";
import { responseOutcomeKey } from "./responses-table.ts";

/**
 * What to ask each provider: first what was found, then the other calls that probably failed at the
 * provider, grouped by response, where they are more than chance. Every attempt is in one problem only. At most {@link MAX_TICKETS}.
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
    // Whether the list or a route is at fault has to be known before anybody is asked.
    if (!traitsOf(kind).asksProvider || finding.responsible === "unknown") continue;
    for (const [gateway, own] of groupBy(proof, (i) => calls[i]!.gateway)) {
      getOrMake(problems, gateway, () => []).push(problemOf(finding, own, calls));
    }
  }
  for (const own of excesses(calls, told))
    getOrMake(problems, calls[own[0]!]!.gateway, () => []).push(problemOf(null, own, calls));
  // Nobody can be asked about calls whose gateway no log names.
  problems.delete("");
  return [...problems]
    .map(([gateway, own]) => ({ gateway, problems: own }))
    .sort((a, b) => callsOf(b) - callsOf(a))
    .slice(0, MAX_TICKETS)
    .sort((a, b) => (a.gateway < b.gateway ? -1 : 1));
}

/** Faults of so few calls come and go on every route of every provider, and nobody can find their reason. */
const EVERYDAY_RATE = 0.01;
const ALPHA = 0.01;

/**
 * Calls that probably failed at the provider and that no finding explains, by gateway and response, most first:
 * where they are more than stray faults.
 */
function excesses(calls: readonly Call[], told: ReadonlySet<number>): number[][] {
  const failed = new Map<string, number[]>();
  /** Numbers that were dialled: one that cannot be reached is one fault, however often it is dialled. */
  const sent = new Map<string, Set<string>>();
  for (const [i, call] of calls.entries()) {
    const { responsible, direction, gateway, to, lastResponse, outcome } = call;
    if (direction === "inbound" || !isSeizure(call)) continue;
    getOrMake(sent, gateway, () => new Set<string>()).add(to || `${i}`);
    if (responsible !== "provider" || told.has(i)) continue;
    getOrMake(failed, `${gateway}\n${responseOutcomeKey(lastResponse, outcome)}`, () => []).push(i);
  }
  return [...failed.values()]
    .filter((own) => {
      const numbers = new Set(own.map((i) => calls[i]!.to || `${i}`)).size;
      const chance = binomialTail(numbers, sent.get(calls[own[0]!]!.gateway)!.size, EVERYDAY_RATE);
      return chance * failed.size <= ALPHA;
    })
    .sort((a, b) => b.length - a.length);
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
