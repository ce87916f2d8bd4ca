import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { describeResponse } from "../../lib/sip/catalogue/catalogue.ts";
import { OUTCOMES } from "../../lib/sip/outcomes.ts";
import { folderWith } from "./folder.ts";
import { runReportCommand } from "./spawn-command.ts";

// Each run starts a whole stack.
vi.setConfig({ testTimeout: 180_000 });

const README = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

/** Cells of the rows of the table that begins with this column. */
function tableRows(firstColumn: string): string[][] {
  const table = README.slice(README.indexOf(`\n\n| ${firstColumn} |`))
    .trimStart()
    .split("\n\n")[0]!;
  const rows = table.trim().split("\n").slice(2);
  return rows.map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

test("the log in the README becomes the rows that the README shows", async () => {
  const log = /```csv\n([^`]+)```/.exec(README)![1]!;
  const folder = folderWith({ "calls.csv": log });
  const { stdout } = await runReportCommand(
    "--json",
    "--calls",
    "--out",
    join(folder, "out"),
    join(folder, "calls.csv"),
  );
  const calls: Record<string, unknown>[] = JSON.parse(stdout).calls;
  const found = calls.map((call) => [
    call.callId,
    `${call.lastResponse} ${describeResponse(Number(call.lastResponse)).reasonPhrase}`,
    String(call.lastOnWire),
    call.stage,
    call.outcome,
    call.responsible,
    `${call.endedBy} (our side)`,
  ]);
  expect(found).toEqual(tableRows("call"));
});

test("the README names every outcome, with responses that really end so", () => {
  const rows = tableRows("outcome");
  expect(rows.map(([outcome]) => outcome)).toEqual([...OUTCOMES]);
  // What these end with depends on more than the code, as the README says.
  const byContext = ["network blocked", "cancelled by us", "answered elsewhere"];
  for (const [outcome, responses] of rows.filter(([outcome]) => !byContext.includes(outcome!)))
    for (const [code] of responses!.matchAll(/\b(0|\d{3})\b/g))
      expect(describeResponse(Number(code)).outcome, code).toBe(outcome);
});
