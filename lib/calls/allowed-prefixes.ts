import { plainNumber } from "../numbering/plain-number.ts";
import type { Responsible } from "../sip/outcomes.ts";

/** Prefixes that each gateway may dial, as its allowed directions list them: "+49", "8 800", "00". */
export type AllowedPrefixes = Readonly<Record<string, readonly string[]>>;

/** Why a call was blocked (9XX), as far as the allowed directions are known. */
export interface BlockExplanation {
  /** The gateway's own longest prefix that the number begins with: "" = none, so the block is right. */
  readonly allowedHere: string;
  /** Gateways that would have let the call out, with the prefix that allows it; surest first. */
  readonly allowedOn: readonly { readonly gateway: string; readonly prefix: string }[];
  readonly responsible: Responsible;
}

/** Explains one 9XX: which gateway would allow the number, and whether the settings or the number are to blame. */
export function explainBlock(number: string, gateway: string, allowed: AllowedPrefixes): BlockExplanation {
  const dialled = plainNumber(number);
  const allowedHere = longestPrefix(dialled, allowed[gateway] ?? []);
  const allowedOn = Object.entries(allowed)
    .filter(([name]) => name !== gateway)
    .map(([name, prefixes]) => ({ gateway: name, prefix: longestPrefix(dialled, prefixes) }))
    .filter(({ prefix }) => prefix !== "")
    .sort((a, b) => b.prefix.length - a.prefix.length || (a.gateway < b.gateway ? -1 : 1));
  // No gateway allows the number: it is probably mistyped.
  const isMistyped = Object.keys(allowed).length > 0 && allowedHere === "" && allowedOn.length === 0;
  return { allowedHere, allowedOn, responsible: isMistyped ? "us: agent" : "us: settings" };
}

function longestPrefix(dialled: string, prefixes: readonly string[]): string {
  let longest = "";
  for (const prefix of prefixes) {
    if (prefix.length > longest.length && dialled.startsWith(plainNumber(prefix))) longest = prefix;
  }
  return longest;
}
