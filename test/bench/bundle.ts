import { basename, join } from "node:path";
import { build } from "esbuild";

/**
 * Bundles a script of this folder as a function is bundled for Lambda, and returns its path: a loader of
 * TypeScript in the measured process would count as its time and memory.
 */
export async function bundle(script: string): Promise<string> {
  const outfile = join(
    import.meta.dirname,
    "../../node_modules/.cache/bench",
    `${basename(script, ".ts")}.mjs`,
  );
  await build({
    entryPoints: [join(import.meta.dirname, script)],
    outfile,
    bundle: true,
    minify: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
    banner: { js: 'import { createRequire as r } from "node:module"; const require = r(import.meta.url);' },
  });
  return outfile;
}
