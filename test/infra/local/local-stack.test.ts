import { join } from "node:path";
import { Readable } from "node:stream";
import { QueryCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { CREDENTIALS, REGION } from "../../../infra/local/client-environment.ts";
import type { Invocation } from "../../../infra/local/function-host.ts";
import { type LocalStack, startLocalStack } from "../../../infra/local/local-stack.ts";
import type { LocalNotification } from "../../../infra/local/notification-server.ts";
import { OUTPUT, WORK_INDEX } from "../../../lib/names.ts";

let stack: LocalStack;
const logged: string[] = [];
const notifications: LocalNotification[] = [];
const invocations: Invocation[] = [];

beforeAll(async () => {
  stack = await startLocalStack({
    functionsFolder: join(import.meta.dirname, "fixtures/functions"),
    schedules: false,
    retryDelaySeconds: 0,
    log: (line) => logged.push(line),
  });
  stack.onNotification((notification) => notifications.push(notification));
  stack.onInvocation((invocation) => invocations.push(invocation));
});
afterEach(() => {
  notifications.length = 0;
  invocations.length = 0;
});
afterAll(() => stack.stop());

const PATIENCE = { timeout: 20_000, interval: 20 };

const upload = (Key: string, Body: string) =>
  stack.clients.s3.send(new PutObjectCommand({ Bucket: stack.output(OUTPUT.uploadsBucket), Key, Body }));

const send = (MessageBody: string) =>
  stack.clients.sqs.send(
    new SendMessageCommand({ QueueUrl: stack.output(OUTPUT.ingestQueueUrl), MessageBody }),
  );

/** What the ingest fixture stored about a key, oldest first. */
async function stored(pk: string) {
  const { Items = [] } = await stack.clients.dynamodb.send(
    new QueryCommand({
      TableName: stack.output(OUTPUT.tableName),
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": { S: pk } },
    }),
  );
  return Items;
}

/** Numbers of the attempts at a message that the ingest fixture noted. */
const attemptsAt = async (what: string) => (await stored(what)).map((item) => Number(item.sk?.S));

async function deadLetters(): Promise<string[]> {
  const QueueUrl = stack.output(OUTPUT.ingestDeadLetterQueueUrl);
  const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 });
  const { Messages = [] } = await stack.clients.sqs.send(command);
  return Messages.map(({ Body = "" }) => Body);
}

test.for([
  "uploads/pbx1/2026-11-20.csv",
  "uploads/pbx1/a key with spaces.csv",
  "uploads/pbx1/a+b=c&d?e#f.csv",
  "uploads/pbx1/100%.csv",
  "uploads/pbx1/%41%2B.csv",
  "uploads/АТС/Журнал звонков.csv",
  "uploads/pbx1/ringing 📞.csv",
  "uploads/pbx1/quote\"'<&>.csv",
])("an upload under the key %j reaches the ingest function as it is", async (key) => {
  await upload(key, `content of ${key}`);
  const [item] = await vi.waitUntil(async () => {
    const items = await stored(key);
    return items.length > 0 && items;
  }, PATIENCE);
  expect(item).toMatchObject({
    body: { S: `content of ${key}` },
    size: { N: String(Buffer.byteLength(`content of ${key}`)) },
    eventName: { S: "ObjectCreated:Put" },
  });
});

test("an overwritten upload is told of again with a greater sequencer", async () => {
  const key = "uploads/pbx1/overwritten.csv";
  for (const body of ["first", "second", "third"]) {
    await upload(key, body);
    await vi.waitFor(
      async () => expect((await stored(key)).some((item) => item.body?.S === body)).toBe(true),
      PATIENCE,
    );
  }
  const items = await stored(key);
  expect(items.map((item) => item.body?.S)).toEqual(["first", "second", "third"]);
});

test("an object copied under uploads/ is told of like one that was uploaded", async () => {
  const Bucket = stack.output(OUTPUT.uploadsBucket);
  await upload("elsewhere/source.csv", "copied");
  await stack.clients.s3.send(
    new CopyObjectCommand({
      Bucket,
      Key: "uploads/pbx1/copy.csv",
      CopySource: `${Bucket}/elsewhere/source.csv`,
    }),
  );
  await vi.waitFor(async () => expect(await stored("uploads/pbx1/copy.csv")).toHaveLength(1), PATIENCE);
});

test("an object beside uploads/ is nobody's business", async () => {
  await upload("settings/settings.json", "{}");
  await upload("uploads/pbx1/after the settings.csv", "x");
  await vi.waitFor(
    async () => expect(await stored("uploads/pbx1/after the settings.csv")).toHaveLength(1),
    PATIENCE,
  );
  expect(await stored("settings/settings.json")).toEqual([]);
});

test("a message that always fails is tried five times and then given up", async () => {
  await send("fail");
  await vi.waitFor(async () => expect(await deadLetters()).toEqual(["fail"]), PATIENCE);
  expect(await attemptsAt("began:fail")).toEqual([1, 2, 3, 4, 5]);
});

test("a function that throws gets its message again, and its log says where it threw", async () => {
  await send("throw");
  await vi.waitFor(async () => expect(await deadLetters()).toEqual(["throw"]), PATIENCE);
  expect(await attemptsAt("began:throw")).toEqual([1, 2, 3, 4, 5]);
  const thrown = invocations.find(({ error }) => error?.includes("Told to throw"));
  expect(thrown?.error).toMatch(/at handler.*fixtures\/functions\/ingest\.ts:/);
});

test("a function whose process ends loses nothing: the message is tried in a new one", async () => {
  await send("exit");
  await vi.waitFor(async () => expect(await deadLetters()).toEqual(["exit"]), PATIENCE);
  expect(await attemptsAt("began:exit")).toEqual([1, 2, 3, 4, 5]);
  expect(logged.join("\n")).toContain("Process exited before it answered: exit code 7");
});

test("a function killed in the middle of a message finishes it at the second attempt", async () => {
  await send("slow");
  await vi.waitFor(async () => expect(await attemptsAt("began:slow")).toEqual([1]), PATIENCE);
  expect(stack.kill("ingest")).toBeGreaterThan(0);
  await vi.waitFor(async () => expect(await attemptsAt("ended:slow")).toEqual([2]), PATIENCE);
  expect(logged.join("\n")).toContain("Process exited before it answered: SIGKILL");
  expect(await deadLetters()).toEqual([]);
});

test("what one function sends to a queue, the next one gets, and its mail and event are heard", async () => {
  await upload("uploads/pbx1/heard.csv", "x");
  await vi.waitFor(() => expect(notifications).toHaveLength(2), PATIENCE);
  const message = { type: "file-committed", fileId: "1", key: "uploads/pbx1/heard.csv" };
  expect(notifications).toContainEqual({
    kind: "mail",
    topicArn: stack.output(OUTPUT.topicArn),
    subject: stack.output(OUTPUT.linkBaseUrl),
    message: JSON.stringify(message),
  });
  expect(notifications).toContainEqual({
    kind: "event",
    busName: "default",
    source: "fixture",
    detailType: "Passed",
    detail: message,
  });
});

test("a link is answered by the download function, form and all", async () => {
  const address = `${stack.output(OUTPUT.linkBaseUrl)}/r/a%20token?x=1&x=2`;
  const body = new URLSearchParams({ agree: "yes" });
  const response = await fetch(address, { method: "POST", redirect: "manual", body });
  expect(response.status).toBe(303);
  expect(response.headers.get("location")).toBe("/elsewhere");
  expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  expect(await response.json()).toEqual({
    path: "/r/a%20token",
    token: "a token",
    query: { x: "1,2" },
    body: Buffer.from("agree=yes").toString("base64"),
  });
});

test.for([
  ["GET", "/r/broken", 500, "Internal Server Error"],
  ["GET", "/elsewhere", 404, "Not Found"],
  ["GET", "/r/", 404, "Not Found"],
  ["DELETE", "/r/token", 404, "Not Found"],
] as const)("%s %s is answered with %i as API Gateway would", async ([method, path, status, message]) => {
  const response = await fetch(stack.output(OUTPUT.linkBaseUrl) + path, { method });
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({ message });
});

test("the index of unfinished work holds exactly the items that carry its attribute", async () => {
  await upload("uploads/pbx1/work.csv", "x");
  await vi.waitFor(async () => expect(await stored("uploads/pbx1/work.csv")).toHaveLength(1), PATIENCE);
  const { Items = [] } = await stack.clients.dynamodb.send(
    new ScanCommand({ TableName: stack.output(OUTPUT.tableName), IndexName: WORK_INDEX }),
  );
  expect(Items.some((item) => item.pk?.S === "uploads/pbx1/work.csv")).toBe(true);
  expect(Items.some((item) => item.pk?.S?.startsWith("began:"))).toBe(false);
  expect(Object.keys(Items[0] ?? {}).sort()).toEqual(["pk", "sk", "work"]);
});

test("a function sees the template's variables, this machine's endpoints and nothing else", async () => {
  const { environment } = (await stack.invoke("report", { Records: [], ask: "environment" })) as {
    environment: Record<string, string>;
  };
  expect(environment.UPLOADS_BUCKET).toBe(stack.output(OUTPUT.uploadsBucket));
  expect(environment.ZONE).toBe("UTC");
  expect(environment.AWS_ENDPOINT_URL_S3).toBe(stack.endpoints.s3);
  expect(environment.PATH).toBeUndefined();
  expect(environment.HOME).toBeUndefined();
});

test("an object of 320,000 bytes is whole when the ingest function is told of it", async () => {
  const body = "0123456789abcdef".repeat(20_000);
  await upload("uploads/pbx1/large.csv", body);
  const [item] = await vi.waitUntil(async () => {
    const items = await stored("uploads/pbx1/large.csv");
    return items.length > 0 && items;
  }, PATIENCE);
  expect(item?.body?.S).toBe(body);
});

test("an upload in parts is told of once, whole", async () => {
  const Bucket = stack.output(OUTPUT.uploadsBucket);
  const Key = "uploads/pbx1/in parts.csv";
  const { UploadId } = await stack.clients.s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const Parts = [];
  for (const [i, Body] of ["first,", "second"].entries()) {
    const part = { Bucket, Key, UploadId, PartNumber: i + 1, Body };
    const { ETag } = await stack.clients.s3.send(new UploadPartCommand(part));
    Parts.push({ PartNumber: i + 1, ETag });
  }
  await stack.clients.s3.send(
    new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
  );
  await vi.waitFor(async () => expect(await stored(Key)).toHaveLength(1), PATIENCE);
  expect((await stored(Key))[0]).toMatchObject({ body: { S: "first,second" }, size: { N: "12" } });
});

test("a client that adds checksums of its own, as new ones do, stores what it was given", async () => {
  const s3 = new S3Client({ endpoint: stack.endpoints.s3, region: REGION, credentials: CREDENTIALS });
  const Bucket = stack.output(OUTPUT.reportsBucket);
  const written = Buffer.from(Array.from({ length: 200_000 }, (_, i) => i % 251));
  const Body = Readable.from([written.subarray(0, 70_000), written.subarray(70_000)]);
  const put = { Bucket, Key: "reports/r.xlsx", Body, ContentLength: written.length };
  await s3.send(new PutObjectCommand({ ...put, ChecksumAlgorithm: "CRC32" }));
  const read = await s3.send(new GetObjectCommand({ Bucket, Key: "reports/r.xlsx" }));
  expect(Buffer.from((await read.Body?.transformToByteArray()) ?? []).equals(written)).toBe(true);
  expect(read.ContentEncoding).toBeUndefined();
});

test("an object that was overwritten is not read on under its old ETag", async () => {
  const Bucket = stack.output(OUTPUT.uploadsBucket);
  const Key = "elsewhere/a b+ж.csv";
  const read = async (IfMatch?: string) => {
    const { Body } = await stack.clients.s3.send(
      new GetObjectCommand({ Bucket, Key, IfMatch, Range: "bytes=1-2" }),
    );
    return Body?.transformToString();
  };
  const { ETag } = await upload(Key, "first");
  expect(await read(ETag)).toBe("ir");
  await upload(Key, "second");
  await expect(read(ETag)).rejects.toMatchObject({
    name: "PreconditionFailed",
    $metadata: { httpStatusCode: 412 },
  });
  expect(await read()).toBe("ec");
});

test("functions and outputs that the template does not have are refused by name", () => {
  expect(() => stack.output("Nonsense")).toThrow('Cannot find output "Nonsense" in the template');
  expect(() => stack.kill("nonsense")).toThrow(/Cannot find function "nonsense": the template has Ingest/);
});
