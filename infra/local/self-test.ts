import { Readable } from "node:stream";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";

/**
 * Writes an object as a stream and reads it back. A client that adds checksums of its own gets its
 * framing stored inside the object, without an error from anybody: better to stop before any upload.
 * @throws {Error} if what comes back is not what was written.
 */
export async function checkObjectsSurvive(s3: S3Client): Promise<void> {
  const Bucket = "self-test";
  const Key = "a key with + and %";
  const written = Buffer.from("INVITE sip:self-test\r\n".repeat(1000));
  // A start that was killed in here left it behind.
  await s3.send(new CreateBucketCommand({ Bucket })).catch((error: unknown) => {
    if (!(error instanceof Error) || !/^BucketAlready/.test(error.name)) throw error;
  });
  await s3.send(
    new PutObjectCommand({ Bucket, Key, Body: Readable.from([written]), ContentLength: written.length }),
  );
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const read = Buffer.from((await Body?.transformToByteArray()) ?? []);
  if (!read.equals(written)) {
    throw new Error(
      `Cannot trust this machine's S3: wrote ${written.length} bytes, read ${read.length} others`,
    );
  }
  await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  await s3.send(new DeleteBucketCommand({ Bucket }));
}
