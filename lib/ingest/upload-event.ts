import type { S3Event } from "aws-lambda";
import type { Upload } from "../store/files.ts";

/**
 * The uploads that an S3 notification announces. `s3:TestEvent`, which S3 sends once when the
 * notification is set up, has no Records.
 */
export function uploadsOf(body: string): Upload[] {
  const event = JSON.parse(body) as Partial<S3Event>;
  return (
    (event.Records ?? [])
      // A key that ends in a slash is a folder, as the console of S3 makes them.
      .filter(({ eventName, s3 }) => eventName.startsWith("ObjectCreated:") && !s3.object.key.endsWith("/"))
      .map(({ s3, eventTime }) => ({
        bucket: s3.bucket.name,
        // Keys arrive form-encoded: a space as "+", a plus as "%2B".
        key: decodeURIComponent(s3.object.key.replaceAll("+", " ")),
        sequencer: s3.object.sequencer,
        etag: s3.object.eTag,
        size: s3.object.size,
        writtenAtMs: Date.parse(eventTime),
        ...(s3.object.versionId ? { versionId: s3.object.versionId } : {}),
      }))
  );
}

/** The first folder under `uploads/`: calls of different sources are never the same call. */
export function sourceOf(key: string): string {
  const [, folder, ...rest] = key.split("/");
  return folder !== undefined && rest.length > 0 ? folder : "default";
}
