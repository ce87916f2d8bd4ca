import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { UsageError } from "./usage-error.ts";

/** A file to upload. */
export interface FoundLog {
  readonly path: string;
  /** Name under the source's folder, with slashes: "2026/11/20.csv". */
  readonly name: string;
  readonly size: number;
  /** Epoch ms of the last change. */
  readonly changedAtMs: number;
}

/**
 * The files among these paths, folders searched to their ends, names beginning with a point left out.
 * @throws {UsageError} if a path does not exist, nothing is found, or two files would get the same name.
 */
export async function findLogs(paths: readonly string[]): Promise<FoundLog[]> {
  const found: FoundLog[] = [];
  for (const path of paths) found.push(...(await logsOf(path)));
  if (found.length === 0) throw new UsageError(`Cannot find any file in "${paths.join('", "')}"`);
  const pathOf = new Map<string, string>();
  for (const { name, path } of found) {
    const other = pathOf.get(name);
    if (other !== undefined && other !== path)
      throw new UsageError(`Cannot upload "${other}" and "${path}" together: both would be "${name}"`);
    pathOf.set(name, path);
  }
  return [...new Map(found.map((log) => [log.name, log])).values()];
}

/**
 * The files in a folder and below it, in order of their names.
 *
 * @param onUnreadable called for each file or folder that cannot be looked at, such as a link that leads
 * nowhere; by default it ends the search
 */
export function logsIn(folder: string, onUnreadable: OnUnreadable = rethrow): Promise<FoundLog[]> {
  return inFolder(folder, "", onUnreadable);
}

type OnUnreadable = (error: UsageError) => void;

function rethrow(error: UsageError): never {
  throw error;
}

async function logsOf(path: string): Promise<FoundLog[]> {
  const info = await statOrThrow(path);
  if (!info.isDirectory())
    return [{ path, name: basename(path), size: info.size, changedAtMs: info.mtimeMs }];
  return logsIn(path);
}

async function inFolder(folder: string, prefix: string, onUnreadable: OnUnreadable): Promise<FoundLog[]> {
  const found: FoundLog[] = [];
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    onUnreadable(new UsageError(`Cannot read folder "${folder}"`, { cause }));
    return [];
  });
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    if (entry.name.startsWith(".")) continue;
    const path = join(folder, entry.name);
    const name = prefix + entry.name;
    // A link to a folder is not followed: it may lead back here.
    if (entry.isDirectory()) found.push(...(await inFolder(path, `${name}/`, onUnreadable)));
    else if (entry.isFile() || entry.isSymbolicLink()) {
      const info = await statOrThrow(path).catch(onUnreadable);
      if (info?.isFile()) found.push({ path, name, size: info.size, changedAtMs: info.mtimeMs });
    }
  }
  return found;
}

async function statOrThrow(path: string) {
  try {
    return await stat(path);
  } catch (cause) {
    throw new UsageError(`Cannot read "${path}": no such file or folder`, { cause });
  }
}
