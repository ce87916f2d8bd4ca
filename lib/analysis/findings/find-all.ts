import { findBalanceOrRegistration } from "./balance-or-registration.ts";
import { findBlockedDirections } from "./blocked-directions.ts";
import { findCallerBlocked } from "./caller-blocked.ts";
import { findCallerLabelled } from "./caller-labelled.ts";
import { findChannelLimit } from "./channel-limit.ts";
import { findDeadNumbers } from "./dead-numbers.ts";
import { findDirectionClosed } from "./direction-closed.ts";
import type { Evidence, GrowingEvidence } from "./evidence.ts";
import { type Finding, traitsOf } from "./finding.ts";
import { findIncidents } from "./incidents.ts";
import { findNumberFormat } from "./number-format.ts";
import { findProviderDifference } from "./provider-difference.ts";
import { findShortCalls } from "./short-calls.ts";
import { findTalkTimers } from "./talk-timers.ts";
import { findUnknownForms } from "./unknown-form.ts";
import { findUnknownOnGateway } from "./unknown-on-gateway.ts";

/**
 * The order in which explanations are tried, the more particular ones first. The calls that prove a
 * finding are out of sight for those below, so that one story is told once.
 */
export const FINDERS: readonly ((evidence: Evidence) => Finding[])[] = [
  findBlockedDirections,
  findCallerBlocked,
  findBalanceOrRegistration,
  findDirectionClosed,
  findNumberFormat,
  findUnknownOnGateway,
  findUnknownForms,
  findDeadNumbers,
  findChannelLimit,
  findCallerLabelled,
  (evidence) => findIncidents(evidence, "stall-incident"),
  (evidence) => findIncidents(evidence, "failure-incident"),
  findProviderDifference,
  findTalkTimers,
  findShortCalls,
];

/** What fails alike over the same gateway within the time of a finding belongs to it, whether or not it proves it. */
function sameStory(
  { calls, openByGateway }: Evidence,
  { kind, gateway, from, to, proof }: Finding,
): number[] {
  if (!traitsOf(kind).hasWindow || gateway === "" || from === null || to === null) return [];
  const responses = new Set(proof.map((i) => calls[i]!.lastResponse));
  return (openByGateway().get(gateway) ?? []).filter((i) => {
    const { start, lastResponse, answered } = calls[i]!;
    return !answered && start >= from && start <= to && responses.has(lastResponse);
  });
}

/** What the calls show together, those that cost most calls first. */
export function findAll(evidence: GrowingEvidence): Finding[] {
  const findings: Finding[] = [];
  for (const find of FINDERS) {
    for (const finding of find(evidence)) {
      findings.push(finding);
      evidence.explain([...finding.proof, ...sameStory(evidence, finding)]);
    }
  }
  return findings.sort((a, b) => b.lost - a.lost || b.saved - a.saved || (a.id < b.id ? -1 : 1));
}
