import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { startObjectServer } from "../../infra/local/object-server.ts";
import { createTable, startTableServer } from "../../infra/local/table-server.ts";
import { PARTITION_KEY, SORT_KEY, WORK_ATTRIBUTE, WORK_INDEX } from "../../lib/names.ts";
import type { Upload } from "../../lib/store/files.ts";
import type { Table } from "../../lib/store/table.ts";

export const UPLOADS = "uploads";
export const REPORTS = "reports";

/** A DynamoDB table and two S3 buckets behind their real wire protocols. */
export interface Storage {
  readonly table: Table;
  readonly s3: S3Client;
  /**
   * Puts an object and returns what S3 would tell of it. Later uploads have greater sequencers.
   * `versioned` = as in a bucket that keeps versions, which s3rver has none of.
   */
  upload(key: string, body: string | Uint8Array, versioned?: boolean): Promise<Upload>;
  stop(): Promise<void>;
}

const credentials = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };
const region = "eu-central-1";

export async function startStorage(): Promise<Storage> {
  const directory = mkdtempSync(join(tmpdir(), "storage-"));
  const tables = await startTableServer(join(directory, "tables"), 0);
  const objects = await startObjectServer({
    directory: join(directory, "objects"),
    port: 0,
    log: () => {},
    onEvent: () => {},
  });
  const client = new DynamoDBClient({ region, credentials, endpoint: tables.endpoint });
  const s3 = new S3Client({
    region,
    credentials,
    endpoint: objects.endpoint,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  keepVersions(s3);
  await createTable(client, TABLE);
  for (const Bucket of [UPLOADS, REPORTS]) await s3.send(new CreateBucketCommand({ Bucket }));
  let sequence = 0;
  return {
    table: { client, name: TABLE.TableName },
    s3,
    async upload(key, body, versioned = false) {
      const sequencer = (++sequence).toString(16).toUpperCase().padStart(16, "0");
      const { ETag = "" } = await s3.send(new PutObjectCommand({ Bucket: UPLOADS, Key: key, Body: body }));
      if (versioned) {
        await s3.send(new PutObjectCommand({ Bucket: UPLOADS, Key: versionKey(sequencer), Body: body }));
      }
      return {
        bucket: UPLOADS,
        key,
        etag: ETag.replaceAll('"', ""),
        size: Buffer.byteLength(body),
        sequencer,
        ...(versioned ? { versionId: sequencer } : {}),
        writtenAtMs: Date.parse("2026-11-20T12:00:00Z"),
      };
    },
    async stop() {
      client.destroy();
      s3.destroy();
      await Promise.all([tables.stop(), objects.stop()]);
      rmSync(directory, { recursive: true });
    },
  };
}

const versionKey = (versionId: string) => `versions/${versionId}`;

/** A version is kept as an object of its own, and asking for it asks for that object. */
function keepVersions(s3: S3Client): void {
  s3.middlewareStack.add(
    (next) => (args) => {
      const { VersionId, ...input } = args.input as { VersionId?: string; Key?: string };
      if (VersionId) Object.assign(args, { input: { ...input, Key: versionKey(VersionId) } });
      return next(args);
    },
    { step: "initialize" },
  );
}

const TABLE = {
  TableName: "calls",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [PARTITION_KEY, SORT_KEY, WORK_ATTRIBUTE].map((AttributeName) => ({
    AttributeName,
    AttributeType: "S",
  })),
  KeySchema: [
    { AttributeName: PARTITION_KEY, KeyType: "HASH" },
    { AttributeName: SORT_KEY, KeyType: "RANGE" },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: WORK_INDEX,
      KeySchema: [
        { AttributeName: WORK_ATTRIBUTE, KeyType: "HASH" },
        { AttributeName: SORT_KEY, KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "KEYS_ONLY" },
    },
  ],
};

/** The process died: whatever it wanted to do next did not happen. */
export class Killed extends Error {
  override readonly name = "Killed";
}

/**
 * A client that works for some commands and then is dead for good, as a killed process is. The
 * command that it dies in may still have taken effect.
 */
export function mortalClient(table: Table, lifetime: number, lastOneCounts: boolean): Table {
  const { endpoint } = table.client.config;
  const client = new DynamoDBClient({ region, credentials, endpoint });
  let left = lifetime;
  client.middlewareStack.add(
    (next) => async (args) => {
      left--;
      if (left < 0) throw new Killed("Dead already");
      if (left > 0) return next(args);
      if (lastOneCounts) await next(args);
      throw new Killed("Died now");
    },
    { step: "initialize" },
  );
  return { client, name: table.name };
}
