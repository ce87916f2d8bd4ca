import { WORDING } from "../../text/en/findings.ts";
import { count, list, percent } from "../../text/en/phrases.ts";
import { groupBy } from "../group-by.ts";
import { hypergeometricTail } from "../significance/hypergeometric-tail.ts";
import { type Evidence, FALSE_POSITIVE_RATE } from "./evidence.ts";
import type { Finding } from "./finding.ts";

const LEAST_CALLS = 3;

/**
 * Our own 9XX, concentrated on directions: agents dial what their gateway is not allowed to. One table
 * of agent × prefix, with the gateways that would allow it.
 */
export function findBlockedDirections(evidence: Evidence): Finding[] {
  const { calls, directions } = evidence;
  const open = evidence.open();
  const isBlocked = (i: number) => calls[i]!.outcome === "direction blocked";
  const total = open.filter(isBlocked).length;
  if (total < LEAST_CALLS) return [];
  const byPlace = [...groupBy(open, (i) => calls[i]!.gateway).values()].flatMap((own) => [
    ...groupBy(own, (i) => directions[i]!.prefix).values(),
  ]);
  const places = byPlace.filter((members) => members.length >= LEAST_CALLS).length;
  let pValue = 0;
  const proof: number[] = [];
  for (const members of byPlace) {
    const blocked = members.filter(isBlocked);
    // Where everything is blocked, no place stands out: that is a fact without a test.
    const chance =
      total > open.length / 2
        ? 0
        : hypergeometricTail(blocked.length, total, members.length, open.length) * places;
    if (blocked.length < LEAST_CALLS || chance > FALSE_POSITIVE_RATE) continue;
    pValue = Math.max(pValue, chance);
    proof.push(...blocked);
  }
  if (proof.length === 0) return [];
  proof.sort((a, b) => a - b);
  return [describe(evidence, proof, pValue)];
}

function describe(evidence: Evidence, proof: readonly number[], pValue: number): Finding {
  const { calls, directions } = evidence;
  const words = WORDING["blocked-directions"];
  const rows = [...groupBy(proof, (i) => rowKey(evidence, i)).values()]
    .sort((a, b) => b.length - a.length)
    .map((members) => {
      const call = calls[members[0]!]!;
      const allowed = allowedGateways(evidence, members[0]!);
      return [
        call.agent,
        directions[members[0]!]!.prefix,
        call.gateway,
        members.length,
        list(allowed),
      ] as const;
    });
  const agents = new Set(proof.map((i) => calls[i]!.agent).filter((agent) => agent !== ""));
  const gateways = new Set(proof.map((i) => calls[i]!.gateway));
  const where = new Set(
    proof.map((i) => {
      const { zone, prefix, countryName } = directions[i]!;
      return countryName === "" ? prefix : `${countryName} (${zone})`;
    }),
  );
  const allowed = new Set(proof.flatMap((i) => allowedGateways(evidence, i)));
  return {
    id: `blocked-directions:${[...gateways].sort().join("+")}`,
    kind: "blocked-directions",
    title: words.title([...agents], [...where], [...gateways], proof.length),
    seen: words.seen(
      count(proof.length),
      list([...new Set(proof.map((i) => directions[i]!.prefix))]),
      percent(proof.length, calls.length),
      list(allowed),
    ),
    certainty: { test: words.test, pValue },
    responsible: "us: settings",
    action: words.action(list(allowed)),
    gateway: gateways.size === 1 ? [...gateways][0]! : "",
    from: calls[proof[0]!]!.start,
    to: calls[proof.at(-1)!]!.start,
    lost: proof.length,
    proof,
    details: { columns: words.columns, rows },
  };
}

function rowKey({ calls, directions }: Evidence, i: number): string {
  const { agent, gateway } = calls[i]!;
  return `${agent}\n${gateway}\n${directions[i]!.prefix}`;
}

/** By the settings; where they say nothing, the gateways on which the same direction went out in this report. */
export function allowedGateways(
  { calls, directions, allowedOn, carriedOn }: Evidence,
  i: number,
): readonly string[] {
  const told = allowedOn(calls[i]!);
  if (told.length > 0) return told;
  return carriedOn(directions[i]!.prefix).filter((gateway) => gateway !== calls[i]!.gateway);
}
