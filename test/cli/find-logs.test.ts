import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findLogs } from "../../infra/local/cli/find-logs.ts";
import { folderWith } from "./folder.ts";

const namesOf = async (...paths: string[]) => (await findLogs(paths)).map((log) => log.name);

test("a folder gives all files in it and below it, by the names they have there", async () => {
  const folder = folderWith({ "b.csv": "1", "2026/11/20.csv": "22", "a b+c%20 журнал 😀.csv": "" });
  expect(await findLogs([folder])).toMatchObject([
    { name: "2026/11/20.csv", size: 2, path: join(folder, "2026/11/20.csv") },
    { name: "a b+c%20 журнал 😀.csv", size: 0 },
    { name: "b.csv", size: 1 },
  ]);
});

test("hidden files and folders are left out", async () => {
  expect(await namesOf(folderWith({ ".DS_Store": "", ".git/config": "", "a.csv": "" }))).toEqual(["a.csv"]);
});

test("a single file goes by its own name, even a hidden one, because it was asked for", async () => {
  const folder = folderWith({ "x/.log": "", "x/a.csv": "" });
  expect(await namesOf(join(folder, "x/.log"), join(folder, "x/a.csv"))).toEqual([".log", "a.csv"]);
});

test("a link that leads back to its own folder does not send the search in circles", async () => {
  const folder = folderWith({ "a.csv": "" });
  symlinkSync(folder, join(folder, "again"));
  expect(await namesOf(folder)).toEqual(["a.csv"]);
});

test("the same file given twice is uploaded once", async () => {
  const folder = folderWith({ "a.csv": "" });
  expect(await namesOf(join(folder, "a.csv"), join(folder, "a.csv"))).toEqual(["a.csv"]);
});

test("two files that would overwrite each other are refused by both their paths", async () => {
  const folder = folderWith({ "x/a.csv": "", "y/a.csv": "" });
  const [one, other] = [join(folder, "x"), join(folder, "y")];
  await expect(findLogs([one, other])).rejects.toThrow(
    `Cannot upload "${one}/a.csv" and "${other}/a.csv" together: both would be "a.csv"`,
  );
});

test("a path that does not exist and a folder without files are refused by name", async () => {
  const empty = folderWith({ ".hidden": "" });
  await expect(findLogs([join(empty, "none.csv")])).rejects.toThrow(/none\.csv": no such file or folder/);
  await expect(findLogs([empty])).rejects.toThrow(`Cannot find any file in "${empty}"`);
});
