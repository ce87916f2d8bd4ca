import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startLocalStack } from "../../../infra/local/local-stack.ts";
import { OUTPUT } from "../../../lib/names.ts";

let dataFolder: string;
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), "kept-"));
});
afterAll(() => rm(dataFolder, { recursive: true, force: true }));

const start = () =>
  startLocalStack({
    functionsFolder: join(import.meta.dirname, "fixtures/functions"),
    dataFolder,
    schedules: false,
    log: () => {},
  });

test("objects and items are there again after a restart on the same folder", async () => {
  const before = await start();
  const Bucket = before.output(OUTPUT.reportsBucket);
  const TableName = before.output(OUTPUT.tableName);
  const Item = { pk: { S: "F#1" }, sk: { S: "META" } };
  await before.clients.s3.send(new PutObjectCommand({ Bucket, Key: "reports/kept.xlsx", Body: "kept" }));
  await before.clients.dynamodb.send(new PutItemCommand({ TableName, Item }));
  await before.stop();

  const after = await start();
  try {
    const object = await after.clients.s3.send(new GetObjectCommand({ Bucket, Key: "reports/kept.xlsx" }));
    expect(await object.Body?.transformToString()).toBe("kept");
    expect((await after.clients.dynamodb.send(new GetItemCommand({ TableName, Key: Item }))).Item).toEqual(
      Item,
    );
  } finally {
    await after.stop();
  }
});

test("a start that was killed while it tried its storage does not keep the next ones from starting", async () => {
  const first = await start();
  await first.clients.s3.send(new CreateBucketCommand({ Bucket: "self-test" }));
  await first.stop();
  const second = await start();
  await second.stop();
  const third = await start();
  await third.stop();
});

test("a stack can be stopped twice, and its addresses are dead afterwards", async () => {
  const stack = await start();
  await stack.stop();
  await stack.stop();
  for (const address of [...Object.values(stack.endpoints), stack.output(OUTPUT.linkBaseUrl)]) {
    await expect(fetch(address)).rejects.toThrow();
  }
});
