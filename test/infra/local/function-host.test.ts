import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { compileProgram } from "../../../infra/local/child-program.ts";
import {
  FunctionHost,
  type FunctionHostOptions,
  type Invocation,
} from "../../../infra/local/function-host.ts";

const BUNDLE = `
  let calls = 0;
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  exports.handler = async ({ ask }, context) => {
    calls++;
    if (ask === "count") { await sleep(50); return { pid: process.pid, calls }; }
    if (ask === "context") return { ...context, left: context.getRemainingTimeInMillis() };
    if (ask === "sleep") await sleep(60000);
    if (ask === "spin") for (;;);
    if (ask === "throw") throw new TypeError("No such call");
    if (ask === "memory") { const held = []; for (;;) { held.push(Buffer.alloc(4e6, 1)); await sleep(1); } }
    if (ask === "heap") { const held = []; for (;;) held.push({ at: held.length, text: "x" + held.length }); }
    if (ask === "print") console.log("one\\ntwo");
    if (ask === "later") setTimeout(() => { throw new Error("Too late"); }, 20);
  };`;

let folder: string;
let program: string;
let host: FunctionHost;
const lines: string[] = [];
const invocations: Invocation[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bundle-"));
  await writeFile(join(folder, "index.js"), BUNDLE);
  program = await compileProgram("function-process.ts");
});
afterEach(async () => {
  await host.stop();
  lines.length = 0;
  invocations.length = 0;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function start(options: Partial<FunctionHostOptions> = {}): void {
  host = new FunctionHost({
    name: "Probe",
    program,
    bundle: join(folder, "index.js"),
    handlerName: "handler",
    environment: {},
    memoryMb: 256,
    timeoutMs: 30_000,
    maxProcesses: 2,
    log: (line) => lines.push(line),
    onInvocation: (invocation) => invocations.push(invocation),
    ...options,
  });
}
const ask = (what: string) => host.invoke({ ask: what }) as Promise<Record<string, unknown>>;

test("a process takes one call at a time and is used again", async () => {
  start();
  const [a, b] = await Promise.all([ask("count"), ask("count")]);
  expect(a?.pid).not.toBe(b?.pid);
  const again = await ask("count");
  expect([a?.pid, b?.pid]).toContain(again.pid);
  expect(again.calls).toBe(2);
});

test("no more processes than allowed: further calls wait", async () => {
  start();
  const answers = await Promise.all(Array.from({ length: 7 }, () => ask("count")));
  expect(new Set(answers.map(({ pid }) => pid)).size).toBe(2);
});

test("a handler knows its request, its memory and the time it has left", async () => {
  start({ timeoutMs: 5000 });
  const context = await ask("context");
  expect(context).toMatchObject({ functionName: "Probe", memoryLimitInMB: "256" });
  expect(context.awsRequestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(context.left).toBeGreaterThan(0);
  expect(context.left).toBeLessThanOrEqual(5000);
});

test.for(["sleep", "spin"])(
  "a call that takes too long (%s) is ended, and the next one gets a new process",
  async (what) => {
    start({ timeoutMs: 300 });
    await expect(ask(what)).rejects.toThrow("Probe: Task timed out after 0.30 seconds");
    expect((await ask("count")).calls).toBe(1);
  },
);

test("what a handler throws is the answer, and its process lives on", async () => {
  start();
  await expect(ask("throw")).rejects.toThrow(/TypeError: No such call\n/);
  expect((await ask("count")).calls).toBe(2);
});

test.for(["memory", "heap"])("a function that outgrows its memory (%s) is killed, not fed", async (what) => {
  start({ memoryMb: 128 });
  await expect(ask(what)).rejects.toThrow("Process exited before it answered: SIG");
  expect(lines.join("\n")).toMatch(/Out of memory|heap out of memory/);
  expect(invocations[0]).toMatchObject({ functionName: "Probe", maxRssMb: null });
});

test("an error after the answer ends that process only", async () => {
  start({ maxProcesses: 1 });
  await ask("later");
  await vi.waitFor(() => expect(lines.join("\n")).toContain("Too late"), { timeout: 10_000 });
  await vi.waitFor(async () => expect((await ask("count")).calls).toBe(1), { timeout: 10_000 });
});

test("what a function prints is logged line by line under its name", async () => {
  start();
  await ask("print");
  await host.stop();
  expect(lines).toEqual(["[Probe] one", "[Probe] two"]);
});

test("a bundle without its handler says so", async () => {
  start({ handlerName: "elsewhere" });
  await expect(ask("count")).rejects.toThrow("Process exited before it answered: exit code 1");
  expect(lines.join("\n")).toContain('it exports no "elsewhere"');
});

test("every call is told of, with its time, its memory and why it failed", async () => {
  start();
  await ask("count");
  await ask("throw").catch(() => {});
  expect(invocations).toEqual([
    { functionName: "Probe", durationMs: expect.any(Number), maxRssMb: expect.any(Number), error: null },
    expect.objectContaining({ error: expect.stringContaining("No such call") }),
  ]);
});
