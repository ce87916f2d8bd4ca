import fc from "fast-check";
import { expect, test } from "vitest";
import { fnv1a } from "../../lib/calls/shard.ts";
import { shortTag } from "../../lib/calls/short-tag.ts";

test("a short tag is the hash in base 36, as segments have always held it", () => {
  fc.assert(
    fc.property(fc.string(), (tag) => {
      expect(shortTag(tag)).toBe(tag === "" ? "" : fnv1a(tag).toString(36));
    }),
    { numRuns: 2000 },
  );
});
