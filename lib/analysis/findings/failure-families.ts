import type { Call } from "../../calls/call.ts";
import type { Responsible } from "../../sip/outcomes.ts";
import type { FindingKind } from "./finding.ts";
import type { FailureFamilyId } from "./finding-facts.ts";
import { isServerFailure, plainResponse } from "./plain-response.ts";

/** Failures that come in windows. */
export interface FailureFamily {
  readonly id: FailureFamilyId;
  readonly kind: Extract<FindingKind, "stall-incident" | "failure-incident">;
  readonly isFailure: (call: Call) => boolean;
  /** Calls of a window that fail at least. */
  readonly leastCalls: number;
  /** Part of the calls of a window that fails at least: high where single failures are daily business. */
  readonly leastRate: number;
  readonly responsible: Responsible;
  /** How it fails depends on the number dialled: only the first call to each number counts, for a redial fails as the one before. */
  readonly byNumber?: true;
}

const UNKNOWN_NUMBER: ReadonlySet<number> = new Set([404, 410, 484, 604]);
const ABSENT: ReadonlySet<number> = new Set([480, 486, 600]);
const MEDIA: ReadonlySet<number> = new Set([488, 606, 580, 415]);

/** A call belongs to the first family that takes it. */
export const FAILURE_FAMILIES: readonly FailureFamily[] = [
  {
    id: "stall",
    kind: "stall-incident",
    isFailure: ({ outcome }) => outcome === "stalled",
    leastCalls: 5,
    leastRate: 0.3,
    responsible: "provider",
  },
  {
    id: "silence",
    kind: "failure-incident",
    isFailure: (call) =>
      plainResponse(call) === 408 || (call.outcome === "no response" && call.responsible === "provider"),
    leastCalls: 5,
    leastRate: 0.3,
    responsible: "provider",
  },
  {
    id: "media",
    kind: "failure-incident",
    isFailure: (call) => MEDIA.has(plainResponse(call)),
    leastCalls: 5,
    leastRate: 0.3,
    responsible: "us: settings",
  },
  {
    id: "server",
    kind: "failure-incident",
    isFailure: isServerFailure,
    leastCalls: 5,
    leastRate: 0.3,
    responsible: "provider",
  },
  {
    id: "number",
    kind: "failure-incident",
    isFailure: (call) => UNKNOWN_NUMBER.has(plainResponse(call)),
    leastCalls: 5,
    leastRate: 0.7,
    byNumber: true,
    responsible: "unknown",
  },
  {
    id: "absence",
    kind: "failure-incident",
    isFailure: (call) => ABSENT.has(plainResponse(call)),
    leastCalls: 5,
    leastRate: 0.8,
    byNumber: true,
    responsible: "provider",
  },
];

/** Position in {@link FAILURE_FAMILIES} by index of the call; -1 = in none. */
export function familiesOf(calls: readonly Call[]): Int8Array {
  return Int8Array.from(calls, (call) => FAILURE_FAMILIES.findIndex(({ isFailure }) => isFailure(call)));
}
