import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CLASSIFICATION_RULES } from "../../lib/sip/classify/classification-rules.ts";
import { RESPONSE_CODES } from "../../lib/sip/response-codes.ts";
import { explain } from "../../lib/text/en/explain.ts";
import { callOfFlow, flowsOf } from "./call-flow.ts";
import { codeRowsOf, flowOfRow } from "./code-table.ts";

const documents = readdirSync(import.meta.dirname).filter(
  (name) => name.endsWith(".md") && name !== "README.md",
);
const text = (name: string) => readFileSync(`${import.meta.dirname}/${name}`, "utf8");

for (const name of documents) {
  describe(name, () => {
    for (const flow of flowsOf(text(name))) {
      test(flow.title, async () => {
        const call = await callOfFlow(flow);
        expect(call).toMatchObject(flow.expected);
        expect(explain(call)).toBe(flow.sentence);
      });
    }
    for (const row of codeRowsOf(text(name))) {
      test(`${row.response} as the last response: ${row.outcome}`, async () => {
        const call = await callOfFlow(flowOfRow(row));
        const { outcome, responsible } = row;
        expect(call).toMatchObject({ lastResponse: row.code, outcome, responsible });
        expect(explain(call)).toMatch(row.sentence);
      });
    }
  });
}

test("There are at least 150 call flows, and every registered code is among them", () => {
  const flows = documents.flatMap((name) => flowsOf(text(name)));
  const rows = documents.flatMap((name) => codeRowsOf(text(name)));
  expect(flows.length).toBeGreaterThanOrEqual(100);
  expect(flows.length + rows.length).toBeGreaterThanOrEqual(150);
  const missing = Object.keys(RESPONSE_CODES).filter(
    (code) => !rows.some((row) => row.code === Number(code)),
  );
  // 0 and 199 are never a last response on the wire: flows of their own tell what becomes of them.
  expect(missing).toEqual(["0", "199"]);
});

test("Every classification rule decides at least one documented call", async () => {
  const decided = new Set<string>();
  for (const name of documents) {
    for (const flow of flowsOf(text(name))) decided.add((await callOfFlow(flow)).rule);
  }
  const unused = CLASSIFICATION_RULES.map(({ id }) => id).filter((id) => !decided.has(id));
  // Neither a trace nor an event log describes a call as finished: test/sip/classify/records.test.ts has these.
  expect(unused).toEqual([
    "result-not-in-record",
    "said-no-answer",
    "over-before-a-stall",
    "silence-too-short",
    "last-of-a-record",
  ]);
});

test("No two call flows have the same title", () => {
  const titles = documents.flatMap((name) => flowsOf(text(name))).map(({ title }) => title);
  expect(titles.filter((title, i) => titles.indexOf(title) !== i)).toEqual([]);
});
