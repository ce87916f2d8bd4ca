import { CALLEE_FAILURE_CATALOGUE } from "./catalogue-callee-failures.ts";
import { type CatalogueEntry, PART_1 } from "./catalogue-entry.ts";
import { LOCAL_BLOCK_ENTRY, NOTHING_CAME_ENTRY, PROGRESS_CATALOGUE } from "./catalogue-progress.ts";
import { REQUEST_FAILURE_CATALOGUE } from "./catalogue-request-failures.ts";
import { NETWORK_BLOCKED_ENTRY, SERVER_FAILURE_CATALOGUE } from "./catalogue-server-failures.ts";
import type { Stage } from "./outcomes.ts";
import { type Q850Cause, q850Cause } from "./q850-causes.ts";
import { isNetworkBlock } from "./reason-marks.ts";
import {
  isLocalBlock,
  isRegistered,
  RESPONSE_CODES,
  RESPONSE_VARIANTS,
  type RegisteredCode,
  type ResponseClass,
  registeredCodeFor,
} from "./response-codes.ts";

/** What every registered code means as the last response of a call. */
export const CATALOGUE: Readonly<Record<RegisteredCode, CatalogueEntry>> = {
  ...PROGRESS_CATALOGUE,
  ...REQUEST_FAILURE_CATALOGUE,
  ...CALLEE_FAILURE_CATALOGUE,
  ...SERVER_FAILURE_CATALOGUE,
};

export interface ResponseDescription extends CatalogueEntry {
  readonly code: number;
  /** As people write it: "486", "603+", "917", "none". */
  readonly label: string;
  readonly reasonPhrase: string;
  readonly class: ResponseClass;
  /** Where the code is defined. */
  readonly source: string;
  /** The code whose meaning is used where `code` itself is not registered; else null. */
  readonly treatedAs: number | null;
  /** What the network behind the gateway said, where it said anything. */
  readonly q850: ({ readonly cause: number } & Q850Cause) | null;
}

/** What else is known about the response, where it is. */
export interface ResponseCircumstances {
  readonly reason?: string;
  readonly q850?: number | null;
  /** How far the call got: tells "none" from 0. */
  readonly stage?: Stage;
}

/**
 * What a code means as the last response of a call. Knows every code: an unknown one takes the
 * meaning of its class (RFC 3261 §8.1.3.2), a number that is no response code that of 0.
 */
export function describeResponse(
  code: number,
  { reason = "", q850 = null, stage }: ResponseCircumstances = {},
): ResponseDescription {
  const cause = q850 ? q850Cause(q850) : null;
  const common = {
    code,
    label: String(code),
    treatedAs: null,
    q850: cause && q850 ? { cause: q850, ...cause } : null,
  };
  if (code === 0 && stage === "none")
    return { ...NOTHING_CAME_ENTRY, ...RESPONSE_VARIANTS.none, ...common, label: "none" };
  if (isLocalBlock(code)) return { ...LOCAL_BLOCK_ENTRY, ...RESPONSE_VARIANTS["9XX"], ...common };
  if (code === 603 && isNetworkBlock(reason)) {
    return { ...NETWORK_BLOCKED_ENTRY, ...RESPONSE_VARIANTS["603+"], ...common, label: "603+" };
  }
  const known = registeredCodeFor(code);
  const description = { ...CATALOGUE[known], ...RESPONSE_CODES[known], ...common };
  if (isRegistered(code)) return description;
  return {
    ...description,
    reasonPhrase: reason || "Unregistered code",
    source: code >= 100 && code < 700 ? "RFC 3261 §8.1.3.2" : PART_1,
    treatedAs: known,
  };
}
