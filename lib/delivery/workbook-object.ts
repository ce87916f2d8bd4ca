import { GetObjectCommand, HeadObjectCommand, type S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { contentDisposition } from "./content-disposition.ts";

export interface WorkbookObject {
  readonly bucket: string;
  readonly objectKey: string;
  readonly filename: string;
}

/** Long enough to follow one redirect, too short to be worth passing on. */
const URL_SECONDS = 120;

export const WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** An address from which the workbook can be fetched for two minutes, under its own name. Asks no server. */
export function presignedUrl(s3: S3Client, workbook: WorkbookObject): Promise<string> {
  const command = new GetObjectCommand({
    Bucket: workbook.bucket,
    Key: workbook.objectKey,
    ResponseContentDisposition: contentDisposition(workbook.filename),
    ResponseContentType: WORKBOOK_TYPE,
    ResponseCacheControl: "no-store",
  });
  return getSignedUrl(s3, command, { expiresIn: URL_SECONDS });
}

/** Size of the stored workbook in bytes, or undefined where it is gone. */
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
