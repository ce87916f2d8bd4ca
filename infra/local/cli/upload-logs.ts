import { createReadStream } from "node:fs";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { fileIdOf } from "../../../lib/store/keys.ts";
import type { FoundLog } from "./find-logs.ts";

const UPLOADS_AT_ONCE = 4;

export interface UploadTarget {
  readonly bucket: string;
  /** "uploads/<source>/"; "uploads/" where the names of the logs begin with the source. */
  readonly folder: string;
  readonly onUploaded: (count: number) => void;
}

/** Puts each log under its name into a folder of the bucket. @returns the ids under which the table knows them, in the same order. */
export async function uploadLogs(
  s3: S3Client,
  logs: readonly FoundLog[],
  target: UploadTarget,
): Promise<string[]> {
  const waiting = [...logs];
  let done = 0;
  async function worker(): Promise<void> {
    for (let log = waiting.shift(); log; log = waiting.shift()) {
      await uploadLog(s3, log, target.bucket, target.folder + log.name);
      target.onUploaded(++done);
    }
  }
  await Promise.all(Array.from({ length: UPLOADS_AT_ONCE }, worker));
  return logs.map((log) => fileIdOf(target.bucket, target.folder + log.name));
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
