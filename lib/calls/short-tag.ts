import { fnv1a } from "./shard.ts";

/**
 * Stands for a From tag in what is stored. Tags are only ever compared within one call, so 32 bits tell two
 * apart and cost a third of the room. Never change this: stored segments hold it.
 */
export function shortTag(tag: string): string {
  return tag === "" ? "" : base36(fnv1a(tag));
}

const SQUARE = 36 ** 2;
const PAIRS = Array.from({ length: SQUARE }, (_, n) => n.toString(36).padStart(2, "0"));

/** `toString(36)` of an unsigned number of 32 bits in a fifth of the time: it is asked for every message. */
function base36(number: number): string {
  let text = "";
  let left = number;
  while (left >= SQUARE) {
    text = PAIRS[left % SQUARE]! + text;
    left = Math.floor(left / SQUARE);
  }
  return left.toString(36) + text;
}
