import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test, vi } from "vitest";
import { folderWith } from "./folder.ts";
import { startCommand } from "./spawn-command.ts";

// Each run starts a whole stack.
vi.setConfig({ testTimeout: 180_000 });

const EXAMPLE = fileURLToPath(new URL("../../examples/dialler-alderwick-2026-11-20.csv", import.meta.url));

function start(data: string) {
  const command = startCommand("start", ["--data", data, "--port", "0"]);
  onTestFinished(() => void command.child.kill("SIGKILL"));
  const saw = async (pattern: RegExp) =>
    vi.waitFor(() => expect(command.output.stdout + command.output.stderr).toMatch(pattern), {
      timeout: 80_000,
      interval: 100,
    });
  return { ...command, saw };
}

test("a dropped log becomes a report with a link, on the page too, and the next start knows it", async () => {
  const data = folderWith({});
  const first = start(data);
  await first.saw(/Drop a call log/);
  mkdirSync(join(data, "inbox/pbx"), { recursive: true });
  copyFileSync(EXAMPLE, join(data, "inbox/pbx/day.csv"));
  writeFileSync(join(data, "inbox/empty.csv"), "");
  await first.saw(/Report \(file\) day\.csv: http:\S+\/r\/[\w-]{43}\n/);
  await first.saw(/Could not be read: uploads\/empty\.csv: /);
  const link = /http:\S+\/r\/\S+/.exec(first.output.stdout)![0];
  expect(await (await fetch(link)).text()).toContain("1,598");
  const page = /Reports +(\S+)/.exec(first.output.stdout)![1]!;
  expect(await (await fetch(page)).text()).toContain(link);
  first.child.kill("SIGINT");
  expect(await first.ended).toBe(0);

  const second = start(data);
  await second.saw(/Drop a call log/);
  writeFileSync(join(data, "inbox/later.csv"), "");
  await second.saw(/Uploaded later\.csv/);
  expect(second.output.stdout).not.toContain("day.csv");
  second.child.kill("SIGTERM");
  expect(await second.ended).toBe(0);
});
