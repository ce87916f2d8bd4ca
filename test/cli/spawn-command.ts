import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Runs one of the commands as npm does. */
export function startCommand(name: "report" | "start", args: readonly string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", `infra/local/${name}.ts`, ...args], {
    cwd: ROOT,
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => {
    output.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    output.stderr += text;
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { child, output, ended };
}

/** Runs `npm run report` to its end. */
export async function runReportCommand(...args: readonly string[]) {
  const { output, ended } = startCommand("report", args);
  const code = await ended;
  return { code, ...output };
}
