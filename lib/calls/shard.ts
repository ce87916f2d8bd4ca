/** All observations of one call meet in one shard, whatever file, hour or day they came from. */
export const SHARDS = 16;

/** Never change this: stored segments are found by it. */
export function shardOf(source: string, callId: string): number {
  return fnv1a(callId, fnv1a(source)) % SHARDS;
}

/** FNV-1a over UTF-16 code units, 32 bits, unsigned. http://www.isthe.com/chongo/tech/comp/fnv/ */
export function fnv1a(text: string, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  // The low bits of FNV alternate with the last character: fold the high half into them.
  return ((hash >>> 16) ^ hash) >>> 0;
}
