import type { Call } from "../../calls/call.ts";
import { hypergeometricTail } from "../significance/hypergeometric-tail.ts";
import { concurrencyAtStart, startedBefore } from "./concurrency.ts";
import { costOf } from "./cost.ts";
import type { Evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import { plainResponse } from "./plain-response.ts";
import { numbersOf } from "./redials.ts";
import { FALSE_POSITIVE_RATE, THRESHOLDS } from "./thresholds.ts";

/** Responses by which providers say that no channel is free. */
const CODES = [503, 486, 480] as const;
const { leastCalls, leastRate, leastContrast, leastNumbers, leastLimit } = THRESHOLDS["channel-limit"];

const SECOND_US = 1_000_000;
/** A call that is refused sooner than this held no channel. */
const REFUSED_WITHIN_US = 1_000_000;

/** What a provider limits: calls at once, or new calls in a second. */
const MEASURES = ["at once", "per second"] as const;
type Measure = (typeof MEASURES)[number];

interface Limit {
  readonly code: number;
  readonly measure: Measure;
  /** Calls from which on attempts fail. */
  readonly at: number;
  readonly failed: readonly number[];
  readonly attempts: number;
  readonly failedBelow: number;
  readonly attemptsBelow: number;
  readonly pValue: number;
}

/**
 * A response that comes only while a gateway carries N calls or more: it has N channels. Or only when N calls
 * have begun within the last second: more slowly it would take them all.
 */
export function findChannelLimit(evidence: Evidence): Finding[] {
  const gateways = [...evidence.openByGateway()];
  return gateways.flatMap(([gateway, open]) => {
    const sequence = open.filter((i) => evidence.calls[i]!.start > 0);
    const others: Readonly<Record<Measure, Int32Array>> = {
      "at once": concurrencyAtStart(evidence.calls, sequence, heldChannel),
      "per second": startedBefore(evidence.calls, sequence, SECOND_US),
    };
    const places = gateways.length * CODES.length * MEASURES.length;
    const limits = MEASURES.flatMap((measure) =>
      CODES.map((code) => limitOf(evidence, sequence, others[measure], code, measure, places)),
    );
    const best = limits.filter((limit) => limit !== null).sort((a, b) => a.pValue - b.pValue)[0];
    return best === undefined ? [] : [describe(evidence, gateway, best)];
  });
}

function heldChannel({ answered, start, end }: Call): boolean {
  return answered || end === null || end - start >= REFUSED_WITHIN_US;
}

/** Some refuse at their limit with a code that usually means something else, and say so in words or by a Q.850 cause. */
function isRefusedFor(call: Call, code: number): boolean {
  return plainResponse(call) === code || (call.lastResponse === code && call.outcome === "congestion");
}

function limitOf(
  evidence: Evidence,
  sequence: readonly number[],
  others: Int32Array,
  code: number,
  measure: Measure,
  places: number,
): Limit | null {
  const { calls } = evidence;
  const isFailure = (i: number) => isRefusedFor(calls[i]!, code);
  const failures = sequence.filter(isFailure).length;
  if (failures < leastCalls) return null;
  const highest = others.reduce((most, each) => Math.max(most, each), 0);
  // Attempts and failures at each number of calls, then summed from the top down.
  const attemptsAt = new Float64Array(highest + 2);
  const failedAt = new Float64Array(highest + 2);
  for (const [position, i] of sequence.entries()) {
    attemptsAt[others[position]!]!++;
    if (isFailure(i)) failedAt[others[position]!]!++;
  }
  let best: { at: number; p: number; attempts: number; failed: number } | null = null;
  let attempts = 0;
  let failed = 0;
  for (let at = highest; at >= leastLimit; at--) {
    attempts += attemptsAt[at]!;
    failed += failedAt[at]!;
    const below = sequence.length - attempts;
    if (failed < leastCalls || below < leastCalls || failed < leastRate * attempts) continue;
    if (failed / attempts < leastContrast * ((failures - failed) / below)) continue;
    const p = hypergeometricTail(failed, failures, attempts, sequence.length);
    if (best === null || p < best.p || (p === 0 && failed > best.failed)) best = { at, p, attempts, failed };
  }
  if (best === null) return null;
  const pValue = Math.min(1, best.p * highest * places);
  if (pValue > FALSE_POSITIVE_RATE) return null;
  const { at } = best;
  const limited = sequence.filter((i, position) => isFailure(i) && others[position]! >= at);
  if (numbersOf(evidence, limited) < leastNumbers) return null;
  // Who dials in bursts may have a list of phones that are off: below the limit it has to be reached.
  const callers = new Set(limited.map((i) => calls[i]!.from));
  const sameBelow = sequence.filter((i, position) => others[position]! < at && callers.has(calls[i]!.from));
  const failedSame = sameBelow.filter(isFailure).length;
  if (sameBelow.length < leastCalls) return null;
  if (best.failed / best.attempts < leastContrast * (failedSame / sameBelow.length)) return null;
  return {
    code,
    measure,
    at,
    failed: limited,
    attempts: best.attempts,
    failedBelow: failures - best.failed,
    attemptsBelow: sequence.length - best.attempts,
    pValue,
  };
}

function describe(evidence: Evidence, gateway: string, limit: Limit): Finding {
  const { calls } = evidence;
  const from = calls[limit.failed[0]!]!.start;
  const to = calls[limit.failed.at(-1)!]!.start;
  return {
    id: `channel-limit:${gateway}:${limit.code}`,
    kind: "channel-limit",
    subject: "channel-limit",
    facts: {
      gateway,
      limit: limit.at,
      measure: limit.measure,
      code: limit.code,
      failed: { part: limit.failed.length, of: limit.attempts },
      below: { part: limit.failedBelow, of: limit.attemptsBelow },
      from,
      to,
    },
    pValue: limit.pValue,
    responsible: "us: settings",
    gateway,
    from,
    to,
    ...costOf(evidence, limit.failed, limit.failed.length),
    proof: limit.failed,
  };
}
