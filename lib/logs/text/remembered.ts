import { flatText } from "./flat-text.ts";
import type { Place } from "./place.ts";

const SLOTS = 1_024;
/** A longer text is hardly one that repeats, and many would fill the memory. */
const MAX_LENGTH = 128;

/**
 * Texts repeat from row to row: each is understood once, and known again where it stands. Each text
 * has one slot, which it takes from another, so that a column in which nothing repeats stays cheap.
 */
export function remembered<T>(understand: (text: string) => T): (place: Place) => T {
  const nothing = understand("");
  const known = new Array<Uint8Array>(SLOTS).fill(new Uint8Array());
  const values = new Array<T>(SLOTS).fill(nothing);
  return (place) => {
    const length = place.to - place.from;
    if (length === 0) return nothing;
    if (length > MAX_LENGTH) return understand(place.text());
    const slot = slotOf(place);
    if (!stands(known[slot]!, place)) {
      values[slot] = understand(flatText(place.text()));
      // A copy: a `slice` of a Buffer would be a view of bytes that change, or of a block that it keeps.
      known[slot] = new Uint8Array(place.bytes.subarray(place.from, place.to));
    }
    return values[slot]!;
  };
}

/** By length and five characters: most texts that repeat in one column differ in one of them. */
function slotOf({ bytes, from, to }: Place): number {
  const length = to - from;
  let hash = length * 31 + bytes[from]!;
  hash = hash * 31 + bytes[from + (length >> 2)]!;
  hash = hash * 31 + bytes[from + (length >> 1)]!;
  hash = hash * 31 + bytes[to - 1]!;
  return (hash * 31 + (length > 1 ? bytes[to - 2]! : 0)) & (SLOTS - 1);
}

function stands(known: Uint8Array, { bytes, from, to }: Place): boolean {
  if (known.length !== to - from) return false;
  for (let i = 0; i < known.length; i++) if (known[i] !== bytes[from + i]) return false;
  return true;
}
