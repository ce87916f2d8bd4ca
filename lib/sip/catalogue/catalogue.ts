import { isTold, type Outcome, type Stage } from "../outcomes.ts";
import { type Q850Cause, q850Cause } from "../q850-causes.ts";
import { isNetworkBlock } from "../reason-marks.ts";
import {
  isLocalBlock,
  RESPONSE_CODES,
  RESPONSE_VARIANTS,
  type RegisteredCode,
  type ResponseClass,
  type ResponseCode,
  registeredCodeFor,
} from "../response-codes.ts";
import { type CatalogueEntry, PART_1 } from "./catalogue-entry.ts";
import { RESPONSES_5XX } from "./responses-5xx.ts";
import { NETWORK_BLOCKED_ENTRY, RESPONSES_6XX } from "./responses-6xx.ts";
import { RESPONSES_400_TO_429 } from "./responses-400-to-429.ts";
import { RESPONSES_430_TO_494 } from "./responses-430-to-494.ts";
import {
  LOCAL_BLOCK_ENTRY,
  NOT_TOLD_ENTRY,
  NOTHING_CAME_ENTRY,
  RESPONSES_BELOW_400,
} from "./responses-below-400.ts";

/** What every registered code means as the last response of a call. */
export const CATALOGUE: Readonly<Record<RegisteredCode, CatalogueEntry>> = {
  ...RESPONSES_BELOW_400,
  ...RESPONSES_400_TO_429,
  ...RESPONSES_430_TO_494,
  ...RESPONSES_5XX,
  ...RESPONSES_6XX,
};

export interface ResponseDescription extends CatalogueEntry {
  readonly code: number;
  /** As people write it: "486", "603+", "917", "none", "not told". */
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

/** Made once: a million calls ask for the same few codes. */
const ENTRIES: readonly CatalogueEntry[] = Array.from({ length: 1_000 }, (_, code) =>
  isLocalBlock(code) ? LOCAL_BLOCK_ENTRY : CATALOGUE[registeredCodeFor(code)],
);

/** What the catalogue says about any code, also one that nobody registered. */
export function catalogueEntryFor(code: number): CatalogueEntry {
  return ENTRIES[code] ?? CATALOGUE[0];
}

/** What else is known about the response, where it is. */
export interface ResponseCircumstances {
  readonly reason?: string;
  readonly q850?: number | null;
  /** How far the call got: tells "none" from 0. */
  readonly stage?: Stage;
  /** How the call ended: tells "not told" from 0. */
  readonly outcome?: Outcome;
}

function description(
  code: number,
  label: string,
  entry: CatalogueEntry,
  definition: ResponseCode,
): ResponseDescription {
  return { ...entry, ...definition, code, label, treatedAs: null, q850: null };
}

/** Made once: a report describes the same few codes for every call. */
const DESCRIPTIONS: ReadonlyMap<number, ResponseDescription> = new Map(
  Object.entries(RESPONSE_CODES).map(([label, definition]) => {
    const code = Number(label) as RegisteredCode;
    return [code, description(code, label, CATALOGUE[code], definition)];
  }),
);
const NOTHING_CAME = description(0, "none", NOTHING_CAME_ENTRY, RESPONSE_VARIANTS.none);
const NOT_TOLD = description(0, "not told", NOT_TOLD_ENTRY, RESPONSE_VARIANTS["not told"]);
const NETWORK_BLOCKED = description(603, "603+", NETWORK_BLOCKED_ENTRY, RESPONSE_VARIANTS["603+"]);

/**
 * What a code means as the last response of a call. Knows every code: an unknown one takes the
 * meaning of its class (RFC 3261 §8.1.3.2), a number that is no response code that of 0.
 */
export function describeResponse(
  code: number,
  { reason = "", q850 = null, stage, outcome }: ResponseCircumstances = {},
): ResponseDescription {
  const known = knownDescription(code, reason, stage, outcome) ?? unknownDescription(code, reason);
  const cause = q850 ? q850Cause(q850) : null;
  return cause && q850 ? { ...known, q850: { cause: q850, ...cause } } : known;
}

function knownDescription(
  code: number,
  reason: string,
  stage?: Stage,
  outcome?: Outcome,
): ResponseDescription | undefined {
  if (code === 0 && !isTold(outcome)) return NOT_TOLD;
  if (code === 0 && stage === "none") return NOTHING_CAME;
  if (code === 603 && isNetworkBlock(reason)) return NETWORK_BLOCKED;
  return DESCRIPTIONS.get(code);
}

function unknownDescription(code: number, reason: string): ResponseDescription {
  const label = String(code);
  if (isLocalBlock(code)) return description(code, label, LOCAL_BLOCK_ENTRY, RESPONSE_VARIANTS["9XX"]);
  const treatedAs = registeredCodeFor(code);
  return {
    ...DESCRIPTIONS.get(treatedAs)!,
    code,
    label,
    reasonPhrase: reason || "Unregistered code",
    source: code >= 100 && code < 700 ? "RFC 3261 §8.1.3.2" : PART_1,
    treatedAs,
  };
}
