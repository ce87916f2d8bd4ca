import { createWriteStream } from "node:fs";
import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";

/**
 * Fetches a workbook as a person does: opens the link's page, presses its button, follows where that leads.
 * @returns where the workbook lies now, and its size.
 */
export async function fetchWorkbook(
  link: string,
  folder: string,
  filename: string,
): Promise<{ path: string; bytes: number }> {
  const page = await fetch(link);
  if (!page.ok) throw new Error(`Cannot open the report's page: HTTP ${page.status}`);
  const pressed = await fetch(link, { method: "POST", redirect: "manual" });
  const target = pressed.headers.get("location");
  if (pressed.status !== 303 || target === null)
    throw new Error(`Cannot download the report: HTTP ${pressed.status} instead of 303`);
  const download = await fetch(target);
  if (!download.ok || !download.body) throw new Error(`Cannot download the report: HTTP ${download.status}`);
  await mkdir(folder, { recursive: true });
  const path = join(folder, filename);
  await pipeline(Readable.fromWeb(download.body as ReadableStream), createWriteStream(path));
  return { path, bytes: (await stat(path)).size };
}
