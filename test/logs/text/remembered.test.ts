import fc from "fast-check";
import { expect, test } from "vitest";
import { BlockPlace, TextPlace } from "../../../lib/logs/text/place.ts";
import { remembered } from "../../../lib/logs/text/remembered.ts";

const alike = fc.tuple(
  fc.constantFrom("agent-", "4", "Müller ", "é"),
  fc.string({ unit: fc.constantFrom("0", "1", "2"), maxLength: 6 }),
  fc.constantFrom("", "0", "@pbx", " ".repeat(200)),
);
const texts = fc.array(
  alike.map((parts) => parts.join("")),
  { minLength: 1, maxLength: 300 },
);

test("each text is understood as itself, whatever stood in its place before", () => {
  fc.assert(
    fc.property(texts, (all) => {
      const understood = remembered((text) => text);
      const place = new TextPlace();
      expect(all.map((text) => understood(place.hold(text)))).toEqual(all);
    }),
  );
});

test("a text is known again in the next block, though the bytes of the one before have changed", () => {
  const understood = remembered((text) => text);
  const bytes = Buffer.alloc(12);
  const read = (text: string) => {
    bytes.write(text);
    const place = new BlockPlace();
    place.moveInto(bytes, text);
    place.to = text.length;
    return understood(place);
  };
  // Their length and the characters that choose a slot agree.
  const alike = ["agent-000001", "aXent-000001", "agent-000001", "agXnt-000001", "agent-000001"];
  expect(alike.map(read)).toEqual(alike);
});

test("a word is understood once, however often it comes", () => {
  let asked = 0;
  const understood = remembered((text) => {
    asked++;
    return text.length;
  });
  const place = new TextPlace();
  for (let i = 0; i < 100; i++) expect(understood(place.hold("outbound"))).toBe(8);
  // Once for the word, once for no word at all.
  expect(asked).toBe(2);
});
