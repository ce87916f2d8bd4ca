import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteReader, ByteWriter } from "../../lib/store/bytes.ts";

test("a difference of any size in either direction comes back to the microsecond", () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeInteger()), (numbers) => {
      const writer = new ByteWriter();
      for (const number of numbers) writer.signed(number);
      const reader = new ByteReader(Buffer.from(writer.bytes()));
      expect(numbers.map(() => reader.signed())).toEqual(numbers.map((number) => number + 0));
    }),
    { examples: [[[1_795_357_335_018_814 - 6_795_357_335_015_186]], [[-63, -64, -65, 63, 64, 0]]] },
  );
});

test.for([
  [0, "00"],
  [-1, "01"],
  [63, "7e"],
  [-64, "7f"],
  [64, "8001"],
  [-65, "8101"],
  [1_000_000, "80897a"],
] as const)("the difference %d is stored as it always was", ([number, bytes]) => {
  const writer = new ByteWriter();
  writer.signed(number);
  expect(Buffer.from(writer.bytes()).toString("hex")).toBe(bytes);
});
