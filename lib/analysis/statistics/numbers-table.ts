import type { Call } from "../../calls/call.ts";
import { plainNumber } from "../../numbering/plain-number.ts";
import { describeResponse } from "../../sip/catalogue/catalogue.ts";
import { ruleOf } from "../../sip/classify/classification-rules.ts";
import type { Outcome } from "../../sip/outcomes.ts";
import type { NumberRow } from "../content/report-content.ts";
import { callsBySubscriber } from "../findings/calls-by-subscriber.ts";
import { isConfirmed } from "../findings/dead-numbers.ts";
import type { Evidence } from "../findings/evidence.ts";
import { type Finding, traitsOf } from "../findings/finding.ts";
import { exchangeHead } from "../findings/number-format.ts";
import { groupBy } from "../measures/group-by.ts";

/** Failures that are no fault of the number: it is worth dialling again. */
const RETRY: ReadonlySet<Outcome> = new Set([
  "provider failure",
  "congestion",
  "stalled",
  "no response",
  "timeout",
]);

/** Q.850 cause 1, or a code that says that the number is gone for good: one attempt is enough. */
function isGone({ lastResponse, q850 }: Call): boolean {
  return lastResponse === 410 || lastResponse === 604 || (lastResponse === 404 && q850 === 1);
}

/** What to do with the numbers of the list: drop, dial in another form, dial again; most attempts first. */
export function numbersTable(findings: readonly Finding[], evidence: Evidence): NumberRow[] {
  const { calls, subscribers } = evidence;
  const wrongForm = reformatted(findings, calls);
  const lostCalls = new Map<number, Finding>();
  for (const finding of findings) {
    if (traitsOf(finding.kind).sparesNumbers) for (const i of finding.proof) lostCalls.set(i, finding);
  }
  const rows: NumberRow[] = [];
  const tried: number[] = [];
  for (let i = 0; i < calls.length; i++) if (isOutboundAttempt(calls[i]!)) tried.push(i);
  for (const own of callsBySubscriber(tried, subscribers)) {
    const last = own.at(-1)!;
    const wrong = own.find((i) => wrongForm.has(i));
    const row = (action: NumberRow["action"], finding: Finding | null = null, instead = "") =>
      rows.push({
        number: calls[wrong ?? last]!.to,
        action,
        instead,
        finding,
        meaning: meaningOf(calls[wrong ?? last]!),
        attempts: own.length,
        gateways: [...new Set(own.map((i) => calls[i]!.gateway))],
        lastResponse: calls[wrong ?? last]!.lastResponse,
        lastTried: calls[last]!.start,
        calls: own,
      });
    if (wrong !== undefined) {
      row("reformat", null, wrongForm.get(wrong)!);
    } else if (own.some((i) => calls[i]!.answered)) {
      // It works: whatever failed before.
    } else if (
      own.every((i) => calls[i]!.outcome === "invalid number") &&
      (isConfirmed(evidence, own) || isGone(calls[last]!))
    ) {
      row("drop");
    } else if (lostCalls.has(last)) {
      row("retry", lostCalls.get(last)!);
    } else if (RETRY.has(calls[last]!.outcome)) {
      row("retry");
    }
  }
  return rows.sort(
    (a, b) => ORDER[a.action] - ORDER[b.action] || b.attempts - a.attempts || (a.number < b.number ? -1 : 1),
  );
}

function isOutboundAttempt({ to, direction, outcome }: Call): boolean {
  return to !== "" && direction !== "inbound" && direction !== "internal" && outcome !== "direction blocked";
}

const ORDER: Readonly<Record<NumberRow["action"], number>> = { drop: 0, reformat: 1, retry: 2 };

/** Calls in a wrong form, each with the right one: as it was reached, else by exchanging the head. */
function reformatted(findings: readonly Finding[], calls: readonly Call[]): Map<number, string> {
  const instead = new Map<number, string>();
  for (const { proof, subject, facts } of findings) {
    if (subject !== "number-format") continue;
    const { bad, good, forms } = facts;
    const known = new Map(forms.map(({ dialled, reachedAs }) => [dialled, reachedAs]));
    for (const [to, own] of groupBy(proof, (i) => plainNumber(calls[i]!.to))) {
      for (const i of own) instead.set(i, known.get(to) ?? exchangeHead(to, bad, good));
    }
  }
  return instead;
}

/** What a rule found where it says more than the code: it may say otherwise. */
function meaningOf(call: Call): string {
  const { lastResponse, reason, q850, outcome } = call;
  const response = describeResponse(lastResponse, { reason, q850 });
  const rule = ruleOf(call);
  const isUsual = outcome === response.outcome && rule?.action === undefined;
  return `${response.label}: ${isUsual ? response.meaning : (rule?.because ?? response.meaning)}`;
}
