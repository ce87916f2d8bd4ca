import type { Call } from "../../calls/call.ts";
import { poissonTail } from "../significance/poisson-tail.ts";
import { callsBySubscriber } from "./calls-by-subscriber.ts";
import { costOf } from "./cost.ts";
import type { Evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import { plainResponse } from "./plain-response.ts";
import { FALSE_POSITIVE_RATE, THRESHOLDS } from "./thresholds.ts";

const { leastNumbers } = THRESHOLDS["dead-numbers"];

/** A way in which a number can fail for good, whoever dials it. */
interface Fate {
  readonly id: "unknown" | "refused";
  readonly isFailure: (call: Call) => boolean;
  /** A second day says as much as a second gateway. */
  readonly orDays: boolean;
}

const FATES: readonly Fate[] = [
  { id: "unknown", isFailure: ({ outcome }) => outcome === "invalid number", orDays: true },
  { id: "refused", isFailure: (call) => plainResponse(call) === 403, orDays: false },
];

/**
 * Numbers that failed in the same way at each of several attempts. That one call gets a 404 is
 * common; that the same numbers get it again and again, and others never, is not.
 */
export function findDeadNumbers(evidence: Evidence): Finding[] {
  return FATES.flatMap((fate) => {
    const { numbers, expected } = failingNumbers(evidence, fate);
    const pValue = Math.min(1, poissonTail(numbers.length, expected) * FATES.length);
    if (numbers.length < leastNumbers || pValue > FALSE_POSITIVE_RATE) return [];
    return [describe(evidence, fate, numbers, expected, pValue)];
  });
}

/** The numbers, as lists of their calls, and how many there would be if the failures were dealt out blindly. */
function failingNumbers(
  evidence: Evidence,
  { isFailure, orDays }: Fate,
): { numbers: (readonly number[])[]; expected: number } {
  const { calls, subscribers, open } = evidence;
  const sequence = open().filter((i) => calls[i]!.outcome !== "direction blocked");
  const isMarked = (i: number) => isFailure(calls[i]!);
  const marked = sequence.filter(isMarked).length;
  const numbers: (readonly number[])[] = [];
  let expected = 0;
  for (const attempts of callsBySubscriber(sequence, subscribers, 2)) {
    if (!isConfirmed(evidence, attempts, orDays)) continue;
    expected += allMarked(attempts.length, marked, sequence.length);
    if (attempts.every(isMarked)) numbers.push(attempts);
  }
  return { numbers, expected };
}

/**
 * Whether a number was tried in such a way that it is the number which fails: one gateway may have no route
 * to it, or reasons of its own, and may have them all day.
 */
export function isConfirmed({ calls, clock }: Evidence, attempts: readonly number[], orDays = true): boolean {
  const first = calls[attempts[0]!]!;
  return attempts.some((i) => {
    const { gateway, start } = calls[i]!;
    return gateway !== first.gateway || (orDays && clock.dayOf(start) !== clock.dayOf(first.start));
  });
}

/** Probability that `attempts` calls, taken blindly, are all among the `marked` ones. */
function allMarked(attempts: number, marked: number, total: number): number {
  let chance = 1;
  for (let i = 0; i < attempts && chance > 0; i++) chance *= Math.max(0, marked - i) / (total - i);
  return chance;
}

function describe(
  evidence: Evidence,
  { id }: Fate,
  numbers: readonly (readonly number[])[],
  expected: number,
  pValue: number,
): Finding {
  const { calls } = evidence;
  const proof = numbers.flat().sort((a, b) => a - b);
  const gateways = [...new Set(proof.map((i) => calls[i]!.gateway))].sort();
  const codes = [...new Set(proof.map((i) => calls[i]!.lastResponse))].sort();
  return {
    id: `dead-numbers:${id}`,
    kind: "dead-numbers",
    subject: "dead-numbers",
    facts: {
      fate: id,
      numbers: numbers.map((attempts) => {
        const { to, lastResponse } = calls[attempts.at(-1)!]!;
        const tried = new Set(attempts.map((i) => calls[i]!.gateway));
        return { number: to, calls: attempts.length, lastResponse, gateways: [...tried] };
      }),
      calls: proof.length,
      codes,
      gateways: gateways.filter((gateway) => gateway !== ""),
      expected,
    },
    pValue,
    responsible: "number list",
    gateway: gateways.length === 1 ? gateways[0]! : "",
    from: calls[proof[0]!]!.start,
    to: calls[proof.at(-1)!]!.start,
    ...costOf(evidence, proof, proof.length),
    proof,
  };
}
