import {
  type CallAttributes,
  DURATION_ATTRIBUTES,
  PICKED_UP_BY,
  TEXT_ATTRIBUTES,
} from "./call-attributes.ts";
import { mergeLegs } from "./merge-legs.ts";
import type { Observation } from "./observation.ts";

/*
 * Merging is a join of a semilattice: commutative, associative and idempotent. Every part of an
 * observation therefore merges by a rule that knows no order of arrival: a minimum, a maximum, a
 * union. "The last one wins" is none of them.
 */

/** @throws {TypeError} if the two are not about the same call. */
export function mergeObservations(a: Observation, b: Observation): Observation {
  if (a.source !== b.source || a.callId !== b.callId) {
    throw new TypeError("Cannot merge observations: they are of different calls");
  }
  return {
    source: a.source,
    callId: a.callId,
    attributes: mergeAttributes(a.attributes, b.attributes),
    legs: mergeLegs([...a.legs, ...b.legs]),
  };
}

/** Merges what is said of a call as a whole; what belongs to an attempt is in its legs. */
export function mergeAttributes(
  a: Readonly<CallAttributes>,
  b: Readonly<CallAttributes>,
): Observation["attributes"] {
  const merged: CallAttributes = {};
  for (const name of TEXT_ATTRIBUTES) {
    const text = preferredText(a[name] ?? "", b[name] ?? "");
    if (text !== "") merged[name] = text;
  }
  const direction = firstOf(DIRECTIONS, a.direction, b.direction);
  if (direction !== undefined) merged.direction = direction;
  const pickedUpBy = firstOf(PICKED_UP_BY, a.pickedUpBy, b.pickedUpBy);
  if (pickedUpBy !== undefined) merged.pickedUpBy = pickedUpBy;
  if (a.scanner || b.scanner) merged.scanner = true;
  for (const name of DURATION_ATTRIBUTES) {
    const value = least(a[name], b[name]);
    if (value !== undefined) merged[name] = value;
  }
  return merged;
}

/** A call that crosses the border of a PBX has a part inside it as well: "internal" says least. */
const DIRECTIONS = ["outbound", "inbound", "internal"] as const;

function firstOf<Word>(ranked: readonly Word[], a: Word | undefined, b: Word | undefined): Word | undefined {
  if (a === undefined || b === undefined || a === b) return a ?? b;
  return ranked.indexOf(a) < ranked.indexOf(b) ? a : b;
}

/** The longer text says more; of two equally long ones the smaller, so that the order of arrival cannot matter. */
function preferredText(a: string, b: string): string {
  if (a === b || b === "") return a;
  if (a.length !== b.length) return a.length > b.length ? a : b;
  return a < b ? a : b;
}

function least(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : Math.min(a, b);
}
