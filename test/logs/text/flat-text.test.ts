import { expect, test } from "vitest";
import { flatText } from "../../../lib/logs/text/flat-text.ts";

test.for(["", "100", "9e3779b1-4f2a@10.0.11.7", "Vermittlung Köln-Süd", "Zentrale ☎ und 😀"])(
  "a copy of %j is the same text",
  (text) => {
    expect(flatText(` ${text} `.slice(1, -1))).toBe(text);
  },
);

test("a copy can be stored as UTF-8: half a pair of surrogates is replaced", () => {
  expect(flatText("Zentrale und \ud83d")).toBe("Zentrale und \ufffd");
});
