import type { Call } from "./call.ts";

export interface JoinedCalls {
  readonly calls: readonly Call[];
  /** Legs that are part of one of them. */
  readonly legs: readonly Call[];
}

/**
 * Puts calls in the places of their first legs, and takes their other legs out.
 *
 * @param joined by first leg
 */
export function joinedCalls(
  calls: readonly Call[],
  joined: ReadonlyMap<Call, Call>,
  legs: ReadonlySet<Call>,
): JoinedCalls {
  return {
    calls: calls.filter((call) => !legs.has(call)).map((call) => joined.get(call) ?? call),
    legs: [...legs],
  };
}
