import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import type { SipResponseReportsProps } from "../stack-props.ts";
import { CACHE_FOLDER } from "./child-program.ts";

const ROOT = join(import.meta.dirname, "../..");
const KEPT_ASSEMBLIES = 4;
const DAY_MS = 86_400_000;

/** What of the stack may be chosen on this machine. */
export type LocalStackChoices = Pick<
  SipResponseReportsProps,
  "zone" | "retentionDays" | "linkDays" | "maxConcurrency" | "functionsFolder"
>;

/**
 * Synthesises the stack exactly as the CDK command does, in a process of its own, and returns the
 * folder of its cloud assembly. The same sources and choices are synthesised and bundled only once.
 */
export async function cloudAssembly(choices: LocalStackChoices): Promise<string> {
  const settings: { app: string; context: Record<string, unknown> } = JSON.parse(
    await readFile(join(ROOT, "cdk.json"), "utf8"),
  );
  const context = JSON.stringify({ ...settings.context, ...choices });
  const folder = join(CACHE_FOLDER, `assembly-${await hashOfSources(context, choices.functionsFolder)}`);
  if (await exists(join(folder, "manifest.json"))) return folder;

  await mkdir(CACHE_FOLDER, { recursive: true });
  const unfinished = await mkdtemp(join(CACHE_FOLDER, "unfinished-"));
  const [command = "", ...args] = settings.app.split(" ");
  try {
    await promisify(execFile)(command === "node" ? process.execPath : command, args, {
      cwd: ROOT,
      env: {
        ...environmentWithoutNpm(),
        CDK_OUTDIR: unfinished,
        CDK_CONTEXT_JSON: context,
        CDK_VALIDATION: "false",
      },
      maxBuffer: 16 * 1_048_576,
    });
  } catch (cause) {
    const said = cause instanceof Error && "stderr" in cause ? String(cause.stderr) : "";
    throw new Error(`Cannot synthesise the stack:\n${said}`, { cause });
  }
  await rename(unfinished, folder).catch(async (error: unknown) => {
    // Somebody else was faster, with the same result.
    if (!(await exists(join(folder, "manifest.json")))) throw error;
    await rm(unfinished, { recursive: true, force: true });
  });
  await forgetOldAssemblies();
  return folder;
}

/** An npx that runs us leaves its options behind, and the npx with which CDK calls esbuild would obey them. */
function environmentWithoutNpm(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
}

/** Everything that can change the template or a bundle. */
async function hashOfSources(context: string, functionsFolder = join(ROOT, "functions")): Promise<string> {
  const hash = createHash("sha256").update(context);
  const folders = [join(ROOT, "lib"), functionsFolder, join(ROOT, "infra")];
  const files = [join(ROOT, "package-lock.json"), join(ROOT, "cdk.json"), join(ROOT, "tsconfig.json")];
  for (const folder of folders) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile() && !path.startsWith(import.meta.dirname)) files.push(path);
    }
  }
  for (const path of files.sort())
    hash
      .update(relative(ROOT, path))
      .update("\0")
      .update(await readFile(path));
  return hash.digest("hex").slice(0, 24);
}

async function forgetOldAssemblies(): Promise<void> {
  const names = (await readdir(CACHE_FOLDER)).filter((name) => name.startsWith("assembly-"));
  const dated = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(CACHE_FOLDER, name))).mtimeMs })),
  );
  // A younger one may be running in another terminal.
  const old = dated
    .sort((a, b) => b.at - a.at)
    .slice(KEPT_ASSEMBLIES)
    .filter(({ at }) => at < Date.now() - DAY_MS);
  await Promise.all(old.map(({ name }) => rm(join(CACHE_FOLDER, name), { recursive: true, force: true })));
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
