import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

export interface Guard {
  /** Which laws reading these bytes breaks; a hang and a death of the process are broken laws as well. */
  check(bytes: Uint8Array): Promise<string[]>;
  stop(): void;
}

export interface GuardOptions {
  /** An input that takes longer hangs. */
  readonly deadlineMs: number;
  /** Peak memory that no input may reach, the process itself included. */
  readonly maxMegabytes: number;
}

interface Answer {
  readonly broken: string[];
  readonly peakBytes: number;
}

/** Reads inputs in a process of its own, so that a hang or an exhausted memory costs that process only. */
export function createGuard({ deadlineMs, maxMegabytes }: GuardOptions): Guard {
  let child: ChildProcess | undefined;

  function start(): ChildProcess {
    return fork(new URL("fuzz-child.ts", import.meta.url), [], {
      execArgv: ["--import", "tsx", `--max-old-space-size=${maxMegabytes}`],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
  }

  function stop(): void {
    child?.kill("SIGKILL");
    child = undefined;
  }

  return {
    async check(bytes) {
      child ??= start();
      const ended = new AbortController();
      const { signal } = ended;
      const timer = setTimeout(() => ended.abort(), deadlineMs);
      try {
        child.send(bytes);
        const [answer] = (await Promise.race([
          once(child, "message", { signal }),
          once(child, "exit", { signal }).then(() => [undefined]),
        ])) as [Answer | undefined];
        if (!answer) {
          stop();
          return ["memory: the process died"];
        }
        const megabytes = Math.round(answer.peakBytes / 2 ** 20);
        if (megabytes <= maxMegabytes) return answer.broken;
        stop();
        return [...answer.broken, `memory: the process grew to ${megabytes} MB`];
      } catch (error) {
        if (!signal.aborted) throw error;
        stop();
        return [`hang: not read after ${deadlineMs} ms`];
      } finally {
        clearTimeout(timer);
        ended.abort();
      }
    },
    stop,
  };
}
