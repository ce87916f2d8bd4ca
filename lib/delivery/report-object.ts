import { GetObjectCommand, HeadObjectCommand, type S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { ReportFile } from "../store/reports.ts";
import { contentDisposition } from "./content-disposition.ts";

/** Long enough to follow one redirect, too short to be worth passing on. */
const URL_SECONDS = 120;

/** An address from which the file can be fetched for two minutes, under its own name. Asks no server. */
export function presignedUrl(s3: S3Client, bucket: string, file: ReportFile): Promise<string> {
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: file.objectKey,
    ResponseContentDisposition: contentDisposition(file.filename),
    ResponseContentType: file.contentType,
    ResponseCacheControl: "no-store",
  });
  return getSignedUrl(s3, command, { expiresIn: URL_SECONDS });
}

/** Size of the stored file in bytes, or undefined where it is gone. */
export async function sizeOf(s3: S3Client, bucket: string, objectKey: string): Promise<number | undefined> {
  try {
    const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: objectKey }));
    return head.ContentLength ?? 0;
  } catch (error) {
    // S3 says 403 instead of 404 to a role that may not list the bucket, as ours.
    const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : 0;
    if (status === 404 || status === 403) return undefined;
    throw error;
  }
}
