import type { Call } from "../../calls/call.ts";
import { WORDING } from "../../text/en/findings.ts";
import { count, list, percent } from "../../text/en/phrases.ts";
import { groupBy } from "../group-by.ts";
import { hypergeometricTail } from "../significance/hypergeometric-tail.ts";
import { type Evidence, FALSE_POSITIVE_RATE } from "./evidence.ts";
import { type Finding, NO_DETAILS } from "./finding.ts";
import { plainResponse } from "./plain-response.ts";

const LEAST_CALLS = 5;
/** Most calls of a blocked caller are refused … */
const LEAST_RATE = 0.5;
/** … and few of the others. */
const MOST_RATE_ELSEWHERE = 0.1;

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
    .filter(({ own, proof }) => proof.length >= LEAST_CALLS && proof.length >= LEAST_RATE * own.length);
  const outside = sequence.length - blocked.reduce((sum, { own }) => sum + own.length, 0);
  const refusedOutside = refused - blocked.reduce((sum, { proof }) => sum + proof.length, 0);
  if (outside === 0 || refusedOutside > MOST_RATE_ELSEWHERE * outside) return [];
  return blocked.flatMap(({ from, own, proof }) => {
    const single = hypergeometricTail(proof.length, refused, own.length, sequence.length);
    const pValue = Math.min(1, single * callers.size);
    if (pValue > FALSE_POSITIVE_RATE) return [];
    const codes = [...new Set(proof.map((i) => calls[i]!.lastResponse))].sort().map(String);
    const gateways = [...new Set(proof.map((i) => calls[i]!.gateway))];
    const words = WORDING["caller-blocked"];
    return [
      {
        id: `caller-blocked:${from}`,
        kind: "caller-blocked",
        title: words.title(from, list(codes)),
        seen: words.seen(
          count(proof.length),
          count(own.length),
          percent(refusedOutside, outside),
          list(gateways.filter((gateway) => gateway !== "")),
        ),
        certainty: { test: words.test, pValue },
        responsible: "provider",
        action: words.action,
        gateway: gateways.length === 1 ? gateways[0]! : "",
        from: calls[proof[0]!]!.start,
        to: calls[proof.at(-1)!]!.start,
        lost: proof.length,
        proof,
        details: NO_DETAILS,
      },
    ];
  });
}
