import { existsSync, readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { expect, test } from "vitest";

const ROOT = new URL("../", import.meta.url);
const DOCUMENT = readFileSync(new URL("docs/architecture.md", ROOT), "utf8");

interface Import {
  readonly from: string;
  readonly to: string;
}

const IMPORTS: readonly Import[] = ["functions", "infra", "lib"].flatMap((folder) =>
  (readdirSync(new URL(folder, ROOT), { recursive: true }) as string[])
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => importsOf(posix.join(folder, file.replaceAll("\\", "/")))),
);

function importsOf(file: string): Import[] {
  const text = readFileSync(new URL(file, ROOT), "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g)].map(([, target]) => ({
    from: file,
    to: posix.join(posix.dirname(file), target!),
  }));
}

/** The rooms of a drawing, top floor first. */
function floorsOf(drawing: string): string[][] {
  const block = DOCUMENT.split(`\`\`\`${drawing}\n`)[1]!.split("```")[0]!;
  return block
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s{2,}/));
}

/** Imports between rooms that do not go down, and rooms that the drawing does not show. */
function faults(floors: readonly string[][], roomOf: (file: string) => string | undefined): string[] {
  const floorOf = new Map(floors.flatMap((rooms, floor) => rooms.map((room) => [room, floor] as const)));
  return IMPORTS.flatMap(({ from, to }) => {
    const [room, other] = [roomOf(from), roomOf(to)];
    if (room === undefined || other === undefined || room === other) return [];
    const [floor, below] = [floorOf.get(room), floorOf.get(other)];
    if (floor === undefined || below === undefined) return [`not drawn: ${room} or ${other}`];
    return floor < below ? [] : [`${from} → ${to}`];
  });
}

/** "lib/logs/text/csv.ts" is in "logs", "infra/local/client-environment.ts" in "infra". */
function room(file: string): string {
  const [first = "", second = ""] = file.split("/");
  return first === "lib" ? second.replace(/\.ts$/, "") : first;
}

/** Rooms within one room of lib: the folder below it, "." for its own files. */
function roomWithin(parent: string): (file: string) => string | undefined {
  return (file) => {
    const [, folder, inner, more] = file.split("/");
    if (!file.startsWith("lib/") || folder !== parent) return undefined;
    return more === undefined ? "." : inner;
  };
}

test("every import goes down the house as docs/architecture.md draws it", () => {
  expect(faults(floorsOf("floors"), room)).toEqual([]);
});

test.for(["logs", "analysis"])("every import within %s goes down its drawing", (parent) => {
  expect(faults(floorsOf(`floors ${parent}`), roomWithin(parent))).toEqual([]);
});

test("no files import each other in a circle", () => {
  const next = new Map<string, string[]>();
  for (const { from, to } of IMPORTS) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const circles: string[] = [];
  function visit(file: string, path: readonly string[]): void {
    const at = path.indexOf(file);
    if (at >= 0) circles.push([...path.slice(at), file].join(" → "));
    if (at >= 0 || done.has(file)) return;
    for (const target of next.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  }
  for (const file of next.keys()) visit(file, []);
  expect(circles).toEqual([]);
});

test("no room but these knows the AWS SDK", () => {
  const users = new Set(
    (readdirSync(new URL("lib", ROOT), { recursive: true }) as string[])
      .filter((file) => file.endsWith(".ts"))
      .filter((file) => readFileSync(new URL(`lib/${file}`, ROOT), "utf8").includes('from "@aws-sdk/'))
      .map((file) => file.split("/")[0]),
  );
  expect([...users].sort()).toEqual(["delivery", "ingest", "report", "store"]);
});

test("every file that the walks and tables of the drawing name is there", () => {
  const files = new Set(IMPORTS.flatMap(({ from, to }) => [from, to]).map((file) => posix.basename(file)));
  const named = [...DOCUMENT.matchAll(/`(?:[\w./-]+\/)?([\w-]+\.ts)`/g)].map(([, name]) => name!);
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((name) => !files.has(name))).toEqual([]);
});

test.for([
  "README.md",
  "CONTRIBUTING.md",
  "docs/words.md",
  "docs/architecture.md",
  "docs/formats.md",
  "docs/findings.md",
  "docs/workbook.md",
  "docs/performance.md",
  "docs/settings.md",
  "test/README.md",
])("every file and folder that %s names is there", (page) => {
  const text = readFileSync(new URL(page, ROOT), "utf8");
  const named = [...text.matchAll(/`((?:lib|test|infra|functions)\/[\w./-]*[\w/])`/g)].map(
    ([, path]) => path!,
  );
  expect(named.filter((path) => !existsSync(new URL(path, ROOT)))).toEqual([]);
});

test("no two files export the same name: one word, one thing", () => {
  const files = new Map<string, string[]>();
  for (const file of new Set(IMPORTS.flatMap(({ from, to }) => [from, to]))) {
    const text = readFileSync(new URL(file, ROOT), "utf8");
    for (const [, name] of text.matchAll(
      /^export (?:async )?(?:function\*?|const|type|interface|(?:abstract )?class) (\w+)/gm,
    ))
      files.set(name!, [...(files.get(name!) ?? []), file]);
  }
  // Every Lambda function exports its handler under this name.
  files.delete("handler");
  expect([...files].filter(([, where]) => where.length > 1)).toEqual([]);
});
