import { GetObjectCommand, NoSuchKey, type S3Client } from "@aws-sdk/client-s3";
import { SETTINGS_KEY } from "../names.ts";
import { DEFAULT_SETTINGS, parseSettings, type Settings } from "../settings/settings.ts";

/**
 * The settings as they stand now; the defaults where there are none.
 * @throws {TypeError} if the object is not valid settings: figures made with wrong settings would be wrong.
 */
export async function readSettings(s3: S3Client, bucket: string): Promise<Settings> {
  let text: string;
  try {
    const answer = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: SETTINGS_KEY }));
    text = await answer.Body!.transformToString();
  } catch (error) {
    if (error instanceof NoSuchKey) return DEFAULT_SETTINGS;
    throw error;
  }
  return parseSettings(jsonOf(text));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TypeError(`Cannot use settings: "${SETTINGS_KEY}" is not JSON`, { cause });
  }
}
