import type { FileAccount } from "../analysis/content/file-account.ts";
import type { FileItem } from "../store/files.ts";

/** What came in, for the report: every file that is decided, once. */
export function fileAccountsOf(files: readonly FileItem[]): FileAccount[] {
  const byId = new Map(files.map((file) => [file.fileId, file]));
  return [...byId.values()].filter(isDecided);
}

function isDecided(file: FileItem): file is FileItem & FileAccount {
  return file.state !== "processing";
}
