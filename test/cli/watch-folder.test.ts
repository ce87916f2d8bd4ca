import { appendFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { watchFolder } from "../../infra/local/cli/watch-folder.ts";
import { folderWith } from "./folder.ts";

async function watch(folder: string, known: readonly string[] = [], failing: readonly string[] = []) {
  const settled: string[] = [];
  const stop = await watchFolder(folder, {
    everyMs: 40,
    isKnown: async (log) => known.includes(log.name),
    onSettled: async (log) => {
      if (failing.includes(log.name)) throw new Error(`Cannot upload ${log.name}`);
      settled.push(`${log.name} ${log.size}`);
    },
    onError: (error) => settled.push(String(error)),
  });
  onTestFinished(stop);
  return settled;
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 20 });

test("a log that is dropped into the folder is noticed once, and again when it changes", async () => {
  const folder = folderWith({});
  const settled = await watch(folder);
  writeFileSync(join(folder, "a.csv"), "one");
  await until(() => expect(settled).toEqual(["a.csv 3"]));
  appendFileSync(join(folder, "a.csv"), " two");
  await until(() => expect(settled).toEqual(["a.csv 3", "a.csv 7"]));
});

test("a log that is copied slowly is uploaded whole in the end", async () => {
  const folder = folderWith({ "big.csv": "" });
  const settled = await watch(folder);
  for (let i = 0; i < 40; i++) {
    appendFileSync(join(folder, "big.csv"), "x".repeat(10));
    await new Promise((done) => setTimeout(done, 5));
  }
  await until(() => expect(settled.at(-1)).toBe("big.csv 400"));
});

test("a log that was uploaded before the restart is not uploaded again", async () => {
  const folder = folderWith({ "old.csv": "1", "sub/new.csv": "1" });
  const settled = await watch(folder, ["old.csv"]);
  await until(() => expect(settled).toEqual(["sub/new.csv 1"]));
});

test("a link that leads nowhere is told of once and keeps no other log from being read", async () => {
  const folder = folderWith({ "b.csv": "1" });
  symlinkSync(join(folder, "gone"), join(folder, "a.csv"));
  const settled = await watch(folder);
  const trouble = `UsageError: Cannot read "${join(folder, "a.csv")}": no such file or folder`;
  await until(() => expect(settled).toEqual([trouble, "b.csv 1"]));
  writeFileSync(join(folder, "later.csv"), "22");
  await until(() => expect(settled).toEqual([trouble, "b.csv 1", "later.csv 2"]));
});

test("a log that cannot be uploaded is told of once, tried again, and blocks none after it", async () => {
  const failing = ["a.csv"];
  const settled = await watch(folderWith({ "a.csv": "1", "b.csv": "22" }), [], failing);
  await until(() => expect(settled).toEqual(["Error: Cannot upload a.csv", "b.csv 2"]));
  failing.pop();
  await until(() => expect(settled).toEqual(["Error: Cannot upload a.csv", "b.csv 2", "a.csv 1"]));
});
