import fc from "fast-check";
import { expect, test } from "vitest";
import { packSegment, unpackSegment } from "../../lib/store/segment-codec.ts";
import { anyObservation } from "../support/observations.ts";

test("what is packed into a segment comes out of it unchanged", () => {
  fc.assert(
    fc.property(fc.array(anyObservation, { minLength: 1, maxLength: 20 }), (observations) => {
      expect(unpackSegment(packSegment(observations).packed)).toEqual(observations);
    }),
  );
});

test("equal observations have equal raw bytes, so an identical upload has the digest of the first", () => {
  fc.assert(
    fc.property(fc.array(anyObservation, { minLength: 1, maxLength: 5 }), (observations) => {
      expect(packSegment(structuredClone(observations)).raw).toEqual(packSegment(observations).raw);
    }),
  );
});

test("a segment of a newer version is refused, not misread", () => {
  fc.assert(
    fc.property(anyObservation, (observation) => {
      const { packed } = packSegment([observation]);
      const newer = Uint8Array.from(packed);
      newer[0] = 99;
      expect(() => unpackSegment(newer)).toThrow("version 99");
    }),
    { numRuns: 3 },
  );
});
