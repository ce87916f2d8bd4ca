import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { endProgram, startProgram } from "./child-program.ts";

export interface FunctionRequest {
  readonly id: string;
  readonly functionName: string;
  readonly event: unknown;
  /** Epoch ms. */
  readonly deadline: number;
}

export interface FunctionAnswer {
  readonly id: string;
  readonly result?: unknown;
  /** Stack of what the handler threw. */
  readonly error?: string;
  /** The most memory that the process has used so far. */
  readonly maxRssMb: number;
}

export interface FunctionHostOptions {
  readonly name: string;
  /** The compiled function-process.ts. */
  readonly program: string;
  readonly bundle: string;
  readonly handlerName: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  /** Processes at most; further calls wait. */
  readonly maxProcesses: number;
  readonly log: (line: string) => void;
  readonly onInvocation: (invocation: Invocation) => void;
}

/** One finished call of a function. */
export interface Invocation {
  readonly functionName: string;
  readonly durationMs: number;
  /** Null if the process died before it could tell. */
  readonly maxRssMb: number | null;
  /** Why it failed; null = it did not. */
  readonly error: string | null;
}

// V8's heap is not all of a process; Lambda's own runtime leaves a tenth for the rest as well.
const HEAP_SHARE = 0.9;

/** Runs one function in processes of its own: one call at a time in each, a new one for each that died. */
export class FunctionHost {
  readonly #options: FunctionHostOptions;
  readonly #idle: ChildProcess[] = [];
  readonly #all = new Set<ChildProcess>();
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  constructor(options: FunctionHostOptions) {
    this.#options = options;
  }

  /** @throws {Error} with the stack of the handler, or with why its process ended. */
  async invoke(event: unknown): Promise<unknown> {
    const { name, maxProcesses, onInvocation } = this.#options;
    while (this.#busy >= maxProcesses) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#busy++;
    const started = performance.now();
    const child = this.#idle.pop() ?? this.#start();
    let maxRssMb: number | null = null;
    let error: string | null = null;
    try {
      const answer = await this.#call(child, event);
      maxRssMb = answer.maxRssMb;
      if (this.#all.has(child)) this.#idle.push(child);
      if (answer.error === undefined) return answer.result;
      error = answer.error;
      throw new Error(`${name}: ${answer.error}`);
    } catch (thrown) {
      error ??= thrown instanceof Error ? thrown.message : String(thrown);
      throw thrown;
    } finally {
      this.#busy--;
      this.#waiting.shift()?.();
      onInvocation({ functionName: name, durationMs: performance.now() - started, maxRssMb, error });
    }
  }

  /** Kills every process of the function as if the machine had gone. Returns how many there were. */
  kill(): number {
    const victims = [...this.#all];
    for (const child of victims) child.kill("SIGKILL");
    return victims.length;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#all].map(endProgram));
  }

  #start(): ChildProcess {
    const { name, program, bundle, handlerName, memoryMb, log } = this.#options;
    const { NODE_OPTIONS = "", ...environment } = this.#options.environment;
    const heapMb = Math.floor(memoryMb * HEAP_SHARE);
    const child = startProgram(program, {
      args: [bundle, handlerName, String(memoryMb)],
      environment,
      nodeOptions: [`--max-old-space-size=${heapMb}`, ...NODE_OPTIONS.split(" ").filter(Boolean)],
      onLine: (line) => log(`[${name}] ${line}`),
    });
    child.setMaxListeners(20);
    this.#all.add(child);
    child.once("exit", () => {
      this.#all.delete(child);
      const at = this.#idle.indexOf(child);
      if (at >= 0) this.#idle.splice(at, 1);
    });
    return child;
  }

  #call(child: ChildProcess, event: unknown): Promise<FunctionAnswer> {
    const { name, timeoutMs } = this.#options;
    const request: FunctionRequest = {
      id: randomUUID(),
      functionName: name,
      event,
      deadline: Date.now() + timeoutMs,
    };
    return new Promise((resolve, reject) => {
      const fail = (message: string) => {
        finish();
        reject(new Error(`${name}: ${message}`));
      };
      const onExit = (code: number | null, signal: string | null) =>
        fail(`Process exited before it answered: ${signal ?? `exit code ${code}`}`);
      const onMessage = (answer: FunctionAnswer) => {
        if (answer.id !== request.id) return;
        finish();
        resolve(answer);
      };
      const timer = setTimeout(() => {
        fail(`Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`);
        child.kill("SIGKILL");
      }, timeoutMs);
      function finish(): void {
        clearTimeout(timer);
        child.off("exit", onExit).off("message", onMessage);
      }
      child.on("exit", onExit).on("message", onMessage);
      child.send(request, (error) => error && child.kill("SIGKILL"));
    });
  }
}
