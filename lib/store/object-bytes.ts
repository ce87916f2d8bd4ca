import { setTimeout as sleep } from "node:timers/promises";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";

/** One version of an object: a later overwrite cannot mix into what is read. */
export interface ObjectVersion {
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  readonly versionId?: string;
}

const RANGE_BYTES = 8 * 1024 * 1024;
const ATTEMPTS = 4;
const TIMEOUT_MS = 60_000;

/** The object is gone, or has another content by now: a newer event will tell. */
export class ObjectChangedError extends Error {
  override readonly name = "ObjectChangedError";
}

/**
 * Reads an object as ranges, one ahead. A range is buffered whole and then retried as a whole,
 * since a body that stalls half-way is neither timed out nor repeated by the client.
 * @throws {ObjectChangedError} if that version is no longer there.
 */
export async function* objectBytes(s3: S3Client, version: ObjectVersion): AsyncGenerator<Uint8Array> {
  let ahead: Promise<Uint8Array> | undefined;
  for (let from = 0; from < version.size; from += RANGE_BYTES) {
    const current = ahead ?? range(s3, version, from);
    const next = from + RANGE_BYTES;
    ahead = next < version.size ? range(s3, version, next) : undefined;
    // Without a handler a failure of the range ahead would end the process before its turn.
    ahead?.catch(() => undefined);
    yield await current;
  }
}

async function range(s3: S3Client, version: ObjectVersion, from: number): Promise<Uint8Array> {
  const to = Math.min(from + RANGE_BYTES, version.size) - 1;
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await s3.send(
        new GetObjectCommand({
          Bucket: version.bucket,
          Key: version.key,
          Range: `bytes=${from}-${to}`,
          ...(version.versionId ? { VersionId: version.versionId } : { IfMatch: `"${version.etag}"` }),
        }),
        { abortSignal: AbortSignal.timeout(TIMEOUT_MS) },
      );
      // Not every S3 heeds If-Match when it reads; the answer names what it is about.
      if (!version.versionId && answer.ETag?.replaceAll('"', "") !== version.etag) throw changed(version);
      const bytes = await answer.Body!.transformToByteArray();
      if (bytes.length !== to - from + 1)
        throw new Error(`Range ${from}-${to} came back with ${bytes.length} bytes`);
      return bytes;
    } catch (error) {
      if (error instanceof ObjectChangedError) throw error;
      if (isChanged(error)) throw changed(version, error);
      if (attempt >= ATTEMPTS) throw error;
      await sleep(200 * 2 ** attempt);
    }
  }
}

function changed(version: ObjectVersion, cause?: unknown): ObjectChangedError {
  return new ObjectChangedError(`Cannot read "${version.key}": it changed`, { cause });
}

function isChanged(error: unknown): boolean {
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  return (
    name === "NoSuchKey" ||
    name === "NoSuchVersion" ||
    $metadata?.httpStatusCode === 412 ||
    $metadata?.httpStatusCode === 404
  );
}
