import type { Call } from "../../calls/call.ts";
import { groupBy } from "../measures/group-by.ts";
import { hypergeometricTail } from "../significance/hypergeometric-tail.ts";
import { costOf } from "./cost.ts";
import type { Evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import { plainResponse } from "./plain-response.ts";
import { FALSE_POSITIVE_RATE, THRESHOLDS } from "./thresholds.ts";

const { leastCalls, leastRate, mostRateElsewhere } = THRESHOLDS["caller-blocked"];

/** Refusals that may be meant for the caller: 403, 433 (no anonymous calls), 603+, 607, 608. */
function isRefusal(call: Call): boolean {
  return call.outcome === "network blocked" || [403, 433, 607, 608].includes(plainResponse(call));
}

/** Calls that show one of our numbers are refused, and those that show another are not. */
export function findCallerBlocked(evidence: Evidence): Finding[] {
  const { calls, open } = evidence;
  const sequence = open().filter((i) => calls[i]!.outcome !== "direction blocked");
  const refused = sequence.filter((i) => isRefusal(calls[i]!)).length;
  const callers = groupBy(sequence, (i) => calls[i]!.from);
  callers.delete("");
  const blocked = [...callers]
    .map(([from, own]) => ({ from, own, proof: own.filter((i) => isRefusal(calls[i]!)) }))
    .filter(({ own, proof }) => proof.length >= leastCalls && proof.length >= leastRate * own.length);
  const outside = sequence.length - blocked.reduce((sum, { own }) => sum + own.length, 0);
  const refusedOutside = refused - blocked.reduce((sum, { proof }) => sum + proof.length, 0);
  if (outside === 0 || refusedOutside > mostRateElsewhere * outside) return [];
  return blocked.flatMap(({ from, own, proof }) => {
    const single = hypergeometricTail(proof.length, refused, own.length, sequence.length);
    const pValue = Math.min(1, single * callers.size);
    if (pValue > FALSE_POSITIVE_RATE) return [];
    const codes = [...new Set(proof.map((i) => calls[i]!.lastResponse))].sort();
    const gateways = [...new Set(proof.map((i) => calls[i]!.gateway))];
    return [
      {
        id: `caller-blocked:${from}`,
        kind: "caller-blocked",
        subject: "caller-blocked",
        facts: {
          caller: from,
          codes,
          refused: { part: proof.length, of: own.length },
          elsewhere: { part: refusedOutside, of: outside },
          gateways: gateways.filter((gateway) => gateway !== ""),
        },
        pValue,
        responsible: "provider",
        gateway: gateways.length === 1 ? gateways[0]! : "",
        from: calls[proof[0]!]!.start,
        to: calls[proof.at(-1)!]!.start,
        ...costOf(evidence, proof, proof.length),
        proof,
      },
    ];
  });
}
