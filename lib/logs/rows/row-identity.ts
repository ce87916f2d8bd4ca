import type { Row } from "./row.ts";

const REMEMBERED = 100_000;

/**
 * Names rows that carry no id by what they say: "row:" + hash + ":" + which of equal rows it is.
 * The same row in another export has the same name, and two truly equal rows stay two calls. Rows
 * are equal if they repeat within the last 100,000 to 200,000: exports are sorted by time, and the
 * memory must not grow with the file.
 */
export function rowIdentity() {
  let recent = new Map<string, number>();
  let older = new Map<string, number>();
  return (row: Row): string => {
    const hash = hashOf(row);
    const occurrence = (recent.get(hash) ?? older.get(hash) ?? 0) + 1;
    recent.set(hash, occurrence);
    if (recent.size >= REMEMBERED) {
      older = recent;
      recent = new Map();
    }
    return `row:${hash}:${occurrence}`;
  };
}

/** Two 32-bit FNV-1a hashes with different bases over all fields; quoting and line ends do not matter. */
function hashOf(row: Row): string {
  let a = 0x811c9dc5;
  let b = 0x050c5d1f;
  for (let i = 0; i < row.length; i++) {
    const text = row.field(i);
    for (let j = 0; j < text.length; j++) {
      const code = text.charCodeAt(j);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b ^ code, 0x85ebca6b);
    }
    a = Math.imul(a ^ 0x1f, 0x01000193);
    b = Math.imul(b ^ 0x1f, 0x85ebca6b);
  }
  a ^= a >>> 15;
  b ^= b >>> 13;
  return (a >>> 0).toString(36).padStart(7, "0") + (b >>> 0).toString(36).padStart(7, "0");
}
