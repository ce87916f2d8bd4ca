import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { withoutNumbers } from "../lib/delivery/without-numbers.ts";
import { type IngestServices, ingestUpload } from "../lib/ingest/ingest-upload.ts";
import { uploadsOf } from "../lib/ingest/upload-event.ts";
import { ENV, QUARANTINE_LOG_WORD } from "../lib/names.ts";
import type { Upload } from "../lib/store/files.ts";
import { readSettings } from "../lib/store/settings-object.ts";
import { eachRecord } from "./each-record.ts";
import { log } from "./log.ts";
import { requireEnv } from "./require-env.ts";

// Built once per cold start.
const queue = new SQSClient();
const reportQueueUrl = requireEnv(ENV.reportQueueUrl);
const services: IngestServices = {
  s3: new S3Client(),
  table: { client: new DynamoDBClient(), name: requireEnv(ENV.tableName) },
  announce: async (message) => {
    await queue.send(
      new SendMessageCommand({ QueueUrl: reportQueueUrl, MessageBody: JSON.stringify(message) }),
    );
  },
  now: () => new Date(),
  retentionDays: Number(requireEnv(ENV.retentionDays)),
};

// Called by Lambda.
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  eachRecord(event, async (record) => {
    for (const upload of uploadsOf(record.body)) await ingest(upload);
  });

// Runs for each upload.
async function ingest(upload: Upload): Promise<void> {
  const settings = await readSettings(services.s3, upload.bucket);
  const result = await ingestUpload(services, upload, settings);
  const event = result === "quarantined" ? QUARANTINE_LOG_WORD : "file-ingested";
  log(result === "quarantined" ? "warn" : "info", event, {
    key: withoutNumbers(upload.key),
    size: upload.size,
    result,
  });
}
