import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FINDING_KINDS } from "../../lib/analysis/findings/finding.ts";
import { FINDING_DEFINITIONS } from "../../lib/text/en/finding-definitions.ts";

const committed = readFileSync(new URL("../../docs/findings.md", import.meta.url), "utf8");

/** Rows of the table under "What is looked for": name, condition, test. */
const rows = committed
  .split("## What is looked for")[1]!
  .split("##")[0]!
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .slice(2)
  .map((line) =>
    line
      .split("|")
      .slice(1, 4)
      .map((cell) => cell.trim()),
  );

test("the document about findings has every kind, in the order in which they are tried", () => {
  const names = rows.map(([name = ""]) => name.replace(/, by .*/, ""));
  expect([...new Set(names)]).toEqual(FINDING_KINDS.map((kind) => FINDING_DEFINITIONS[kind].name));
});

test.for(FINDING_KINDS)("the document and the workbook say of %s the same numbers", (kind) => {
  const { name, condition } = FINDING_DEFINITIONS[kind];
  const conditions = rows.filter(([first = ""]) => first.startsWith(name)).map((cells) => cells[1]);
  for (const number of conditions.join(" ").match(/\d+/g) ?? []) expect(condition).toContain(number);
});
