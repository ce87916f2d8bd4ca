import { mkdir } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { type FoundLog, logsIn } from "./find-logs.ts";

export interface WatchOptions {
  /** Called once for each new state of a file, when it has stopped growing. Awaited; may throw. */
  readonly onSettled: (log: FoundLog) => Promise<void>;
  /** True if this state of the file needs no upload any more. */
  readonly isKnown: (log: FoundLog) => Promise<boolean>;
  /** Called once for each trouble with a file, not with every scan: the file is tried again until it works. */
  readonly onError: (error: unknown) => void;
  /** A file is settled when it looks the same in two scans this far apart. */
  readonly everyMs: number;
}

/**
 * Watches a folder by looking at it again and again, which works on network drives and mounted
 * folders too, where the system tells nobody of changes. Makes the folder if it is missing.
 */
export async function watchFolder(folder: string, options: WatchOptions): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const stopped = new AbortController();
  const seen = new Map<string, string>();
  const settled = new Map<string, string>();
  let troubles = new Set<string>();

  async function scan(): Promise<void> {
    const current = new Set<string>();
    const tell = (error: unknown) => {
      const trouble = String(error);
      if (!troubles.has(trouble) && !current.has(trouble)) options.onError(error);
      current.add(trouble);
    };
    for (const log of await logsIn(folder, tell)) {
      const state = `${log.size} ${log.changedAtMs}`;
      const unchanged = seen.get(log.name) === state;
      seen.set(log.name, state);
      if (!unchanged || settled.get(log.name) === state) continue;
      try {
        if (!(await options.isKnown(log))) await options.onSettled(log);
        settled.set(log.name, state);
      } catch (error) {
        tell(error);
      }
    }
    troubles = current;
  }

  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      await scan();
      await sleep(options.everyMs, undefined, { signal: stopped.signal }).catch(() => {});
    }
  }

  const running = run();
  return () => {
    stopped.abort();
    return running;
  };
}
