import type { Call } from "../../calls/call.ts";
import { groupBy } from "../measures/group-by.ts";
import { hypergeometricTail } from "../significance/hypergeometric-tail.ts";
import { costOf } from "./cost.ts";
import type { Evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import type { Where } from "./finding-facts.ts";
import { plainResponse } from "./plain-response.ts";
import { numbersOf, withoutRepeats } from "./redials.ts";
import { FALSE_POSITIVE_RATE, THRESHOLDS } from "./thresholds.ts";

const { leastNumbers, leastRate, mostRateElsewhere } = THRESHOLDS["caller-blocked"];

/** Refusals that may be meant for the caller: 403, 433 (no anonymous calls), 603+, 607, 608. */
function isRefusal(call: Call): boolean {
  return call.outcome === "network blocked" || [403, 433, 607, 608].includes(plainResponse(call));
}

/** Where a caller is refused: everywhere, by one gateway, or in one country. */
interface Scope {
  readonly gateway: string | null;
  readonly where: Where | null;
  readonly holds: (i: number) => boolean;
}

interface Blocked {
  readonly caller: string;
  readonly scope: Scope;
  /** Calls of the caller in the scope, and those of them that were refused. */
  readonly own: readonly number[];
  readonly proof: readonly number[];
  /** Calls of other callers over the same gateways. */
  readonly others: readonly number[];
}

/** More numbers than any team shows at once; those with the most refusals. */
const MOST_CALLERS = 50;

/**
 * Calls that show one of our numbers are refused, and at the same time and over the same gateways those that
 * show another are not: it is neither the account nor the direction. A caller may be blocked everywhere, by one
 * gateway, or in one country, where calls of that number go through elsewhere.
 */
export function findCallerBlocked(evidence: Evidence): Finding[] {
  const { calls, open } = evidence;
  const sent = open().filter((i) => calls[i]!.outcome !== "direction blocked");
  const sequence = withoutRepeats(evidence, sent, (i) => isRefusal(calls[i]!));
  const callers = groupBy(sequence, (i) => calls[i]!.from);
  callers.delete("");
  const suspects = [...callers]
    .map(([caller, own]) => ({ caller, own, refused: own.filter((i) => isRefusal(calls[i]!)).length }))
    .filter(({ refused }) => refused >= leastNumbers)
    .sort((a, b) => b.refused - a.refused)
    .slice(0, MOST_CALLERS);
  let places = 0;
  const blocked = suspects.flatMap(({ caller, own }) => {
    const scopes = scopesOf(evidence, own);
    places += scopes.length;
    for (const scope of scopes) {
      const found = blockedIn(evidence, sequence, caller, own, scope);
      if (found) return [found];
    }
    return [];
  });
  return blocked
    .map((each) => describe(evidence, sent, each, places))
    .filter(({ pValue }) => pValue <= FALSE_POSITIVE_RATE);
}

/** The narrower ones first: a caller that is taken elsewhere is not blocked everywhere. */
function scopesOf({ calls, destinations }: Evidence, own: readonly number[]): Scope[] {
  const gateways = [...new Set(own.map((i) => calls[i]!.gateway))];
  const countries = new Map(own.map((i) => [destinations[i]!.zone, destinations[i]!]));
  return [
    ...(gateways.length < 2 ? [] : gateways).map((gateway) => ({
      gateway,
      where: null,
      holds: (i: number) => calls[i]!.gateway === gateway,
    })),
    ...(countries.size < 2 ? [] : [...countries]).map(([zone, { countryName }]) => ({
      gateway: null,
      where: { prefix: zone, countryName },
      holds: (i: number) => destinations[i]!.zone === zone,
    })),
    { gateway: null, where: null, holds: () => true },
  ];
}

function blockedIn(
  evidence: Evidence,
  sequence: readonly number[],
  caller: string,
  all: readonly number[],
  scope: Scope,
): Blocked | null {
  const { calls } = evidence;
  const own = all.filter(scope.holds);
  const proof = own.filter((i) => isRefusal(calls[i]!));
  if (numbersOf(evidence, proof) < leastNumbers || proof.length < leastRate * own.length) return null;
  const outside = all.filter((i) => !scope.holds(i));
  if (own.length < all.length && !isTaken(calls, outside)) return null;
  const gateways = new Set(proof.map((i) => calls[i]!.gateway));
  const [first, last] = [calls[proof[0]!]!.start, calls[proof.at(-1)!]!.start];
  const others = sequence.filter((i) => {
    const { from, gateway } = calls[i]!;
    return from !== caller && gateways.has(gateway) && scope.holds(i);
  });
  const meanwhile = others.filter((i) => calls[i]!.start >= first && calls[i]!.start <= last);
  return isTaken(calls, others) && isTaken(calls, meanwhile) ? { caller, scope, own, proof, others } : null;
}

/** Enough calls to tell, and few of them refused. */
function isTaken(calls: readonly Call[], some: readonly number[]): boolean {
  const refused = some.filter((i) => isRefusal(calls[i]!)).length;
  return some.length >= leastNumbers && refused <= mostRateElsewhere * some.length;
}

/** @param sent all calls, redials of refused numbers among them: they prove it as well */
function describe(
  evidence: Evidence,
  sent: readonly number[],
  { caller, scope, own, proof: refused, others }: Blocked,
  places: number,
): Finding {
  const { calls } = evidence;
  const proof = sent.filter((i) => calls[i]!.from === caller && scope.holds(i) && isRefusal(calls[i]!));
  const refusedElsewhere = others.filter((i) => isRefusal(calls[i]!)).length;
  const single = hypergeometricTail(
    refused.length,
    refused.length + refusedElsewhere,
    own.length,
    own.length + others.length,
  );
  const gateways = [...new Set(proof.map((i) => calls[i]!.gateway))];
  const place = scope.gateway ?? scope.where?.prefix ?? "";
  return {
    id: `caller-blocked:${caller}${place === "" ? "" : `:${place}`}`,
    kind: "caller-blocked",
    subject: "caller-blocked",
    facts: {
      caller,
      codes: [...new Set(proof.map((i) => calls[i]!.lastResponse))].sort(),
      onlyOn: scope.gateway,
      onlyTo: scope.where,
      refused: { part: refused.length, of: own.length },
      elsewhere: { part: refusedElsewhere, of: others.length },
      gateways: gateways.filter((gateway) => gateway !== ""),
    },
    pValue: Math.min(1, single * places),
    responsible: "provider",
    gateway: gateways.length === 1 ? gateways[0]! : "",
    from: calls[proof[0]!]!.start,
    to: calls[proof.at(-1)!]!.start,
    ...costOf(evidence, proof, proof.length),
    proof,
  };
}
