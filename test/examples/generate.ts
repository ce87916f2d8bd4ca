import { mkdirSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { makeDay } from "./day.ts";
import { exampleFiles } from "./files.ts";
import { storyRows } from "./stories.ts";

const folder = new URL("../../examples/", import.meta.url);
const calls = makeDay();
mkdirSync(folder, { recursive: true });
for (const { name, content, gzipped } of exampleFiles(calls)) {
  const bytes = gzipped ? gzipSync(content, { level: 9 }) : content;
  writeFileSync(new URL(name, folder), bytes);
  console.error(`${name}: ${bytes.length.toLocaleString("en")} bytes`);
}
console.error(["", ...storyRows(calls)].join("\n"));
