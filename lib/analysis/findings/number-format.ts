import type { Call } from "../../calls/call.ts";
import { plainNumber, subscriberPart } from "../../numbering/plain-number.ts";
import { groupBy } from "../measures/group-by.ts";
import { poissonTail } from "../significance/poisson-tail.ts";
import { callsBySubscriber } from "./calls-by-subscriber.ts";
import { costOf } from "./cost.ts";
import type { Evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import { plainResponse } from "./plain-response.ts";
import { FALSE_POSITIVE_RATE, THRESHOLDS } from "./thresholds.ts";

const { leastNumbers, leastRate } = THRESHOLDS["number-format"];

/** A subscriber who was dialled in two forms: one never existed, the other one did. */
export interface TwoForms {
  readonly refused: string;
  readonly reached: string;
  readonly refusedCalls: readonly number[];
  readonly reachedCalls: readonly number[];
}

/** 404 for a number that rings in another form (7… and 8…, with and without +): the form is wrong, not the number. */
export function findNumberFormat(evidence: Evidence): Finding[] {
  const { byForms, expected } = subscribersInTwoForms(evidence);
  const pairs = [...groupBy(byForms, ({ refused, reached }) => exchangedHeads(refused, reached).join(" "))];
  return pairs.flatMap(([heads, numbers]) => {
    const pValue = Math.min(1, poissonTail(numbers.length, expected.get(heads) ?? 0) * expected.size);
    if (numbers.length < leastNumbers || pValue > FALSE_POSITIVE_RATE) return [];
    return [describe(evidence, numbers, pValue)];
  });
}

/** What differs between two forms of a number: "8" and "7" of 84951234567 and 74951234567. */
export function exchangedHeads(refused: string, reached: string): [bad: string, good: string] {
  let same = 0;
  while (same < Math.min(refused.length, reached.length) && refused.at(-1 - same) === reached.at(-1 - same))
    same++;
  return [refused.slice(0, refused.length - same), reached.slice(0, reached.length - same)];
}

/** The number in the other form. */
export function exchangeHead(number: string, bad: string, good: string): string {
  return good + number.slice(bad.length);
}

export function isUnknownNumber(call: Call): boolean {
  return [404, 484].includes(plainResponse(call));
}

/** Somebody or something at that number was reached. */
export function isReached({ answered, outcome, lastResponse }: Call): boolean {
  return (
    answered ||
    outcome === "no answer" ||
    outcome === "busy" ||
    [180, 486, 600, 603, 607].includes(lastResponse)
  );
}

/**
 * Subscribers with a refused and a reached form, and how many of them shuffled responses would give
 * for each pair of forms.
 */
function subscribersInTwoForms(evidence: Evidence): { byForms: TwoForms[]; expected: Map<string, number> } {
  const { calls } = evidence;
  const sequence = evidence.open().filter((i) => calls[i]!.outcome !== "direction blocked");
  const unknownRate = sequence.filter((i) => isUnknownNumber(calls[i]!)).length / sequence.length;
  const reachedRate = sequence.filter((i) => isReached(calls[i]!)).length / sequence.length;
  const byForms: TwoForms[] = [];
  const expected = new Map<string, number>();
  for (const members of callsBySubscriber(sequence, evidence.subscribers, 2)) {
    const first = calls[members[0]!]!.to;
    if (members.every((i) => calls[i]!.to === first) || subscriberPart(first) === "") continue;
    const forms = groupBy(members, (i) => plainNumber(calls[i]!.to));
    if (forms.size < 2) continue;
    for (const [refused, refusedCalls] of forms) {
      for (const [reached, reachedCalls] of forms) {
        if (refused === reached) continue;
        const heads = exchangedHeads(refused, reached).join(" ");
        const chance = unknownRate ** refusedCalls.length * (1 - (1 - reachedRate) ** reachedCalls.length);
        expected.set(heads, (expected.get(heads) ?? 0) + chance);
        if (!refusedCalls.every((i) => isUnknownNumber(calls[i]!))) continue;
        if (!reachedCalls.some((i) => isReached(calls[i]!))) continue;
        byForms.push({ refused, reached, refusedCalls, reachedCalls });
      }
    }
  }
  return { byForms, expected };
}

function describe(evidence: Evidence, numbers: readonly TwoForms[], pValue: number): Finding {
  const { calls } = evidence;
  const { refused, reached } = numbers[0]!;
  const [badHead, goodHead] = exchangedHeads(refused, reached);
  const lengths = new Set(numbers.map((number) => number.refused.length));
  const own = numbers.flatMap(({ refusedCalls }) => refusedCalls);
  const gateways = new Set(own.map((i) => calls[i]!.gateway));
  // The other numbers in that form fail for the same reason, even if nobody tried them in another one.
  const sameForm = evidence.open().filter((i) => {
    const { to, gateway } = calls[i]!;
    const form = plainNumber(to);
    const isOther = goodHead.length > badHead.length && form.startsWith(goodHead);
    return gateways.has(gateway) && form.startsWith(badHead) && lengths.has(form.length) && !isOther;
  });
  const unknown = sameForm.filter((i) => isUnknownNumber(calls[i]!));
  const formFails = unknown.length >= leastRate * sameForm.length;
  const proof = formFails ? unknown : own.sort((a, b) => a - b);
  return {
    id: `number-format:${[...gateways].sort().join("+")}:${badHead}>${goodHead}`,
    kind: "number-format",
    subject: "number-format",
    facts: {
      bad: badHead,
      good: goodHead,
      gateways: [...gateways],
      unknown: { part: unknown.length, of: sameForm.length },
      forms: numbers.map((one) => ({
        dialled: one.refused,
        calls: one.refusedCalls.length,
        reachedAs: one.reached,
        callsReached: one.reachedCalls.length,
      })),
    },
    pValue,
    responsible: "us: settings",
    gateway: gateways.size === 1 ? [...gateways][0]! : "",
    from: null,
    to: null,
    ...costOf(evidence, proof, proof.length),
    proof,
  };
}
