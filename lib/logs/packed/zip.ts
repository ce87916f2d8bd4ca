import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import yauzl, { type Entry, type ZipFile } from "yauzl";
import { UnreadableLogError } from "../format/log-format.ts";
import { inflationLimit } from "./inflation-limit.ts";

/** A zip is read from its end, so it is kept on disk first; a Lambda function has 512 MB there. */
const MAX_PACKED = 400 * 1024 * 1024;
const MAX_ENTRIES = 1_000;

export interface ZipEntry {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

const openZip = promisify<string, yauzl.Options, ZipFile>(yauzl.open);

/** The files of a zip in their order, without folders; each must be read before the next is asked for. */
export async function* unzip(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ZipEntry> {
  const folder = await mkdtemp(join(tmpdir(), "log-zip-"));
  try {
    const path = join(folder, "log.zip");
    await spool(bytes, path);
    const zip = await openZip(path, { lazyEntries: true, autoClose: false }).catch((error: unknown) => {
      throw damaged(error);
    });
    try {
      if (zip.entryCount > MAX_ENTRIES) {
        throw new UnreadableLogError(
          `Cannot unpack zip: it holds ${zip.entryCount} files, more than ${MAX_ENTRIES}`,
        );
      }
      for (let entry = await nextEntry(zip); entry; entry = await nextEntry(zip)) {
        if (!isNoise(entry.fileName)) yield { name: entry.fileName, bytes: inflate(zip, entry) };
      }
    } finally {
      zip.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Folders, and what macOS adds to every zip. */
function isNoise(name: string): boolean {
  return name.endsWith("/") || name.startsWith("__MACOSX/") || name.endsWith(".DS_Store");
}

async function spool(bytes: AsyncIterable<Uint8Array>, path: string): Promise<void> {
  const file = await open(path, "wx");
  try {
    let size = 0;
    for await (const chunk of bytes) {
      size += chunk.length;
      if (size > MAX_PACKED) {
        throw new UnreadableLogError(
          "Cannot unpack zip: it is larger than 400 MB; upload its logs one by one, as gzip",
        );
      }
      await file.writeFile(chunk);
    }
  } finally {
    await file.close();
  }
}

function nextEntry(zip: ZipFile): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    zip.removeAllListeners();
    zip.once("entry", resolve);
    zip.once("end", () => resolve(undefined));
    zip.once("error", (error: unknown) => reject(damaged(error)));
    zip.readEntry();
  });
}

async function* inflate(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  if (entry.isEncrypted()) {
    throw new UnreadableLogError(`Cannot unpack zip: "${entry.fileName}" is protected by a password`);
  }
  const limit = inflationLimit();
  limit.packed(entry.compressedSize);
  try {
    const stream = await promisify<Entry, Readable>(zip.openReadStream.bind(zip))(entry);
    for await (const chunk of stream) {
      limit.inflated((chunk as Buffer).length);
      yield chunk as Buffer;
    }
  } catch (error) {
    throw error instanceof UnreadableLogError ? error : damaged(error);
  }
}

function damaged(error: unknown): UnreadableLogError {
  const message = error instanceof Error ? error.message : String(error);
  return new UnreadableLogError(`Cannot unpack zip: the file is cut off or damaged (${message})`, 0, {
    cause: error,
  });
}
