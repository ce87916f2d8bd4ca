import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { brokenLaws } from "./laws.ts";

const KEPT = new URL("kept/", import.meta.url);

/** Inputs that once broke a law, each made small; npm run fuzz adds them. */
const names = readdirSync(KEPT).filter((name) => name.endsWith(".bin"));

test.for(names)("%s, which once was read wrongly, obeys every law", async (name) => {
  expect(await brokenLaws(readFileSync(new URL(name, KEPT)))).toEqual([]);
});
