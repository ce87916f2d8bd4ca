import { readdir } from "node:fs/promises";

/** A benchmark: every file `*.bench.ts` of this folder exports one as its default. */
export interface Bench {
  readonly name: string;
  /** Rows of a table, as console.table prints them. */
  run(): Promise<Record<string, string | number>[]>;
}

if (import.meta.filename === process.argv[1]) {
  // Otherwise the AWS SDK puts a notice about Node versions between the tables.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const wanted = process.argv.slice(2);
  const files = (await readdir(import.meta.dirname)).filter((file) => file.endsWith(".bench.ts")).sort();
  for (const file of files) {
    if (wanted.length > 0 && !wanted.some((word) => file.startsWith(word))) continue;
    const { default: bench } = (await import(`./${file}`)) as { default: Bench };
    console.log(`\n${bench.name}`);
    console.table(await bench.run());
  }
}
