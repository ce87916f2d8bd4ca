import type { Call } from "../../calls/call.ts";
import { groupBy } from "../measures/group-by.ts";
import { hypergeometricTail } from "../significance/hypergeometric-tail.ts";
import { costOf } from "./cost.ts";
import type { Evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import type { Where } from "./finding-facts.ts";
import { FALSE_POSITIVE_RATE, THRESHOLDS } from "./thresholds.ts";

const { leastCalls } = THRESHOLDS["blocked-directions"];

/**
 * Our own 9XX, concentrated on destinations: agents dial what their gateway is not allowed to. One table
 * of agent × prefix, with the gateways that would allow it.
 */
export function findBlockedDirections(evidence: Evidence): Finding[] {
  const { calls, destinations } = evidence;
  const open = evidence.open();
  const isBlocked = (i: number) => calls[i]!.outcome === "direction blocked";
  const total = open.filter(isBlocked).length;
  if (total < leastCalls) return [];
  const byPlace = [...groupBy(open, (i) => calls[i]!.gateway).values()].flatMap((own) => [
    ...groupBy(own, (i) => destinations[i]!.prefix).values(),
  ]);
  const places = byPlace.filter((members) => members.length >= leastCalls).length;
  let pValue = 0;
  const proof: number[] = [];
  for (const members of byPlace) {
    const blocked = members.filter(isBlocked);
    // Where everything is blocked, no place stands out: that is a fact without a test.
    const chance =
      total > open.length / 2
        ? 0
        : hypergeometricTail(blocked.length, total, members.length, open.length) * places;
    if (blocked.length < leastCalls || chance > FALSE_POSITIVE_RATE) continue;
    pValue = Math.max(pValue, chance);
    proof.push(...blocked);
  }
  if (proof.length === 0) return [];
  proof.sort((a, b) => a - b);
  return [describe(evidence, proof, pValue)];
}

function describe(evidence: Evidence, proof: readonly number[], pValue: number): Finding {
  const { calls, destinations } = evidence;
  const rows = [...groupBy(proof, (i) => rowKey(evidence, i)).values()]
    .sort((a, b) => b.length - a.length)
    .map((members) => {
      const call = calls[members[0]!]!;
      const { prefix } = destinations[members[0]!]!;
      return {
        agent: call.agent,
        prefix,
        gateway: call.gateway,
        calls: members.length,
        allowedOn: allowedGateways(evidence, call, prefix),
      };
    });
  const agents = new Set(proof.map((i) => calls[i]!.agent).filter((agent) => agent !== ""));
  const gateways = new Set(proof.map((i) => calls[i]!.gateway));
  const where = new Map<string, Where>();
  for (const i of proof) {
    const { zone, prefix, countryName } = destinations[i]!;
    const one = { prefix: countryName === "" ? prefix : zone, countryName };
    where.set(`${one.prefix} ${countryName}`, one);
  }
  const allowed = new Set(
    proof.flatMap((i) => allowedGateways(evidence, calls[i]!, destinations[i]!.prefix)),
  );
  return {
    id: `blocked-directions:${[...gateways].sort().join("+")}`,
    kind: "blocked-directions",
    subject: "blocked-directions",
    facts: {
      blocked: { part: proof.length, of: calls.length },
      agents: [...agents],
      where: [...where.values()],
      prefixes: [...new Set(proof.map((i) => destinations[i]!.prefix))],
      gateways: [...gateways],
      allowedOn: [...allowed],
      rows,
    },
    pValue,
    responsible: "us: settings",
    gateway: gateways.size === 1 ? [...gateways][0]! : "",
    from: calls[proof[0]!]!.start,
    to: calls[proof.at(-1)!]!.start,
    ...costOf(evidence, proof, proof.length),
    proof,
  };
}

function rowKey({ calls, destinations }: Evidence, i: number): string {
  const { agent, gateway } = calls[i]!;
  return `${agent}\n${gateway}\n${destinations[i]!.prefix}`;
}

/** By the settings; where they say nothing, the gateways on which the same direction went out in this report. */
export function allowedGateways(
  { allowedOn, carriedOn }: Evidence,
  call: Call,
  prefix: string,
): readonly string[] {
  const told = allowedOn(call);
  if (told.length > 0) return told;
  return carriedOn(prefix).filter((gateway) => gateway !== call.gateway);
}
