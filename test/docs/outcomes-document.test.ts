import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseSettings } from "../../lib/settings/settings.ts";
import { outcomesDocument, SETTINGS_EXAMPLE } from "./outcomes-document.ts";

const committed = readFileSync(new URL("../../docs/outcomes.md", import.meta.url), "utf8");

test("docs/outcomes.md is what the tables say; `npm run docs` makes it", () => {
  expect(committed).toBe(outcomesDocument());
});

test("The example of settings can be used as it stands", () => {
  expect(parseSettings(SETTINGS_EXAMPLE).sources.pbx1?.overrides).toHaveLength(3);
});

test("A search for any code from 100 to 699 finds it", () => {
  const missing = Array.from({ length: 600 }, (_, i) => 100 + i).filter(
    (code) => !new RegExp(`\\b${code}\\b`).test(committed),
  );
  expect(missing).toEqual([]);
});

test("Every code that people ask about has a heading of its own", () => {
  for (const heading of [
    "0 No response",
    "100 Trying",
    "486 Busy Here",
    "603+ Network Blocked",
    "9XX Direction blocked",
  ]) {
    expect(committed).toContain(`\n## ${heading}\n`);
  }
});
