import { setTimeout as sleep } from "node:timers/promises";
import { type FileItem, getFiles } from "../../../lib/store/files.ts";
import type { Table } from "../../../lib/store/table.ts";

const POLL_MS = 150;

/**
 * Waits until every file is committed or quarantined. `checkFailure` throws where something was given up.
 * @returns the files in order of their keys.
 */
export async function awaitFiles(
  table: Table,
  fileIds: readonly string[],
  options: { readonly onDecided: (count: number) => void; readonly checkFailure: () => Promise<void> },
): Promise<FileItem[]> {
  const decided = new Map<string, FileItem>();
  for (;;) {
    const open = fileIds.filter((id) => !decided.has(id));
    for (const file of await getFiles(table, open)) {
      if (file.state === "committed" || file.state === "quarantined") decided.set(file.fileId, file);
    }
    options.onDecided(decided.size);
    if (decided.size === fileIds.length)
      return [...decided.values()].sort((one, other) => (one.key < other.key ? -1 : 1));
    await options.checkFailure();
    await sleep(POLL_MS);
  }
}
