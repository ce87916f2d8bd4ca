import { poissonTail } from "../evidence/poisson-tail.ts";
import { attemptsBySubscriber } from "./attempts-by-subscriber.ts";
import { type Evidence, FALSE_POSITIVE_RATE } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import { count, list } from "./phrases.ts";
import { WORDING } from "./wording.ts";

const LEAST_NUMBERS = 3;

/**
 * Numbers that did not exist at each of several attempts. That one call gets a 404 is common; that
 * the same numbers get it again and again, and others never, is not.
 */
export function findDeadNumbers(evidence: Evidence): Finding[] {
  const { calls } = evidence;
  const sequence = evidence.open().filter((i) => calls[i]!.outcome !== "direction blocked");
  const isInvalid = (i: number) => calls[i]!.outcome === "invalid number";
  const invalid = sequence.filter(isInvalid).length;
  const dead: (readonly number[])[] = [];
  let expected = 0;
  for (const attempts of attemptsBySubscriber(sequence, evidence.subscribers)) {
    if (attempts.length < 2) continue;
    expected += allMarked(attempts.length, invalid, sequence.length);
    if (attempts.every(isInvalid)) dead.push(attempts);
  }
  const pValue = poissonTail(dead.length, expected);
  if (dead.length < LEAST_NUMBERS || pValue > FALSE_POSITIVE_RATE) return [];

  const proof = dead.flat().sort((a, b) => a - b);
  const gateways = [...new Set(proof.map((i) => calls[i]!.gateway))].sort();
  const words = WORDING["dead-numbers"];
  return [
    {
      id: "dead-numbers",
      kind: "dead-numbers",
      title: words.title(dead.length, proof.length),
      seen: words.seen(
        count(dead.length),
        count(proof.length),
        list([...new Set(proof.map((i) => calls[i]!.lastResponse))].sort().map(String)),
        list(gateways.filter((gateway) => gateway !== "")),
        expected,
      ),
      certainty: { test: words.test, pValue },
      responsible: "number list",
      action: words.action,
      gateway: gateways.length === 1 ? gateways[0]! : "",
      from: calls[proof[0]!]!.start,
      to: calls[proof.at(-1)!]!.start,
      lost: proof.length,
      proof,
      details: {
        columns: words.columns,
        rows: dead.map((attempts) => {
          const last = calls[attempts.at(-1)!]!;
          return [
            last.to,
            attempts.length,
            last.lastResponse,
            list(new Set(attempts.map((i) => calls[i]!.gateway))),
          ];
        }),
      },
    },
  ];
}

/** Probability that `attempts` calls, taken blindly, are all among the `marked` ones. */
function allMarked(attempts: number, marked: number, total: number): number {
  let chance = 1;
  for (let i = 0; i < attempts && chance > 0; i++) chance *= Math.max(0, marked - i) / (total - i);
  return chance;
}
