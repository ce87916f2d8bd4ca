import { createReadStream } from "node:fs";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { UPLOADS_PREFIX } from "../../../lib/names.ts";
import { fileIdOf } from "../../../lib/store/keys.ts";
import type { FoundLog } from "./find-logs.ts";

const UPLOADS_AT_ONCE = 4;

/** Puts each log under `uploads/<source>/`. @returns the ids under which the table knows them, in the same order. */
export async function uploadLogs(
  s3: S3Client,
  logs: readonly FoundLog[],
  target: { readonly bucket: string; readonly source: string; readonly onUploaded: (count: number) => void },
): Promise<string[]> {
  const waiting = [...logs];
  let done = 0;
  async function worker(): Promise<void> {
    for (let log = waiting.shift(); log; log = waiting.shift()) {
      await uploadLog(s3, log, target.bucket, keyOf(target.source, log));
      target.onUploaded(++done);
    }
  }
  await Promise.all(Array.from({ length: UPLOADS_AT_ONCE }, worker));
  return logs.map((log) => fileIdOf(target.bucket, keyOf(target.source, log)));
}

async function uploadLog(s3: S3Client, log: FoundLog, bucket: string, key: string): Promise<void> {
  try {
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: log.size === 0 ? "" : createReadStream(log.path),
        ContentLength: log.size,
      }),
    );
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Cannot upload "${log.path}": ${why}`, { cause });
  }
}

function keyOf(source: string, log: FoundLog): string {
  return `${UPLOADS_PREFIX}${source}/${log.name}`;
}
