import type { FileAccount } from "../analysis/file-account.ts";
import type { FileItem } from "../store/files.ts";

/** What came in, for the report: every file that is decided, once. */
export function fileAccountsOf(files: readonly FileItem[]): FileAccount[] {
  const byId = new Map(files.map((file) => [file.fileId, file]));
  return [...byId.values()].filter((file) => file.state !== "processing").map(accountOf);
}

function accountOf(file: FileItem): FileAccount {
  return {
    key: file.key,
    format: file.format,
    source: file.source,
    state: file.state as FileAccount["state"],
    reason: file.reason,
    records: {
      total: file.records.total,
      used: file.records.used,
      ignored: file.records.ignoredByRule,
      rejected: file.records.rejected,
    },
    rejections: file.rejections,
    notes: file.notes,
  };
}
