import {
  ChangeMessageVisibilityCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSEvent } from "aws-lambda";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { ACCOUNT, CREDENTIALS, REGION } from "../../../infra/local/client-environment.ts";
import { EventSource } from "../../../infra/local/event-source.ts";
import { createQueue, type QueueServer, startQueueServer } from "../../../infra/local/queue-server.ts";

let server: QueueServer;
let sqs: SQSClient;
let queueUrl: string;
let givenUpUrl: string;
let source: EventSource;
let queues = 0;
const found: string[] = [];

beforeAll(async () => {
  server = await startQueueServer(0);
  sqs = new SQSClient({ endpoint: server.endpoint, region: REGION, credentials: CREDENTIALS });
});
afterAll(() => server.stop());

beforeEach(async () => {
  found.length = 0;
  const name = `queue-${++queues}`;
  const givenUp = `${name}-given-up`;
  await createQueue(sqs, { QueueName: givenUp });
  await createQueue(sqs, {
    QueueName: name,
    VisibilityTimeout: 600,
    RedrivePolicy: {
      deadLetterTargetArn: `arn:aws:sqs:${REGION}:${ACCOUNT}:${givenUp}`,
      maxReceiveCount: 2,
    },
  });
  queueUrl = `${server.endpoint}/${ACCOUNT}/${name}`;
  givenUpUrl = `${server.endpoint}/${ACCOUNT}/${givenUp}`;
});
afterEach(() => source.stop());

const send = (MessageBody: string) => sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));

/** Lets a function of the test work on the queue; returns the attempts it saw, `body#attempt`. */
function work(
  answer: (event: SQSEvent) => unknown,
  { batchSize = 1, reportsItemFailures = true } = {},
): string[] {
  const seen: string[] = [];
  source = new EventSource({
    sqs,
    queueUrl,
    queueArn: "arn",
    batchSize,
    concurrency: 1,
    reportsItemFailures,
    retryDelaySeconds: 0,
    log: () => {},
    invoke: async (event) => {
      for (const { body, attributes } of event.Records)
        seen.push(`${body}#${attributes.ApproximateReceiveCount}`);
      return answer(event);
    },
  });
  return seen;
}

/** Every message that was given up in this test so far. */
async function givenUp(): Promise<string[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl: givenUpUrl,
    MaxNumberOfMessages: 10,
    VisibilityTimeout: 600,
  });
  const { Messages = [] } = await sqs.send(command);
  found.push(...Messages.map(({ Body = "" }) => Body));
  return found.sort();
}

const failuresNamed = (event: SQSEvent, wanted: string) => ({
  batchItemFailures: event.Records.filter(({ body }) => body === wanted).map(({ messageId }) => ({
    itemIdentifier: messageId,
  })),
});
const PATIENCE = { timeout: 20_000, interval: 20 };

test("only the message that failed comes back; after its last delivery it is given up", async () => {
  for (const body of ["a", "b", "c"]) await send(body);
  const seen = work((event) => failuresNamed(event, "b"), { batchSize: 3 });
  await vi.waitFor(async () => expect(await givenUp()).toEqual(["b"]), PATIENCE);
  expect(seen.sort()).toEqual(["a#1", "b#1", "b#2", "c#1"]);
});

test("a function that asks when its failed message comes back is not heard, and uses up no attempt", async () => {
  const answers: string[] = [];
  await send("a");
  const seen = work(async (event) => {
    const { receiptHandle: ReceiptHandle } = event.Records[0]!;
    const later = { QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout: 600 };
    const answer = sqs.send(new ChangeMessageVisibilityCommand(later));
    answers.push(
      await answer.then(
        () => "heard",
        ({ name }: Error) => name,
      ),
    );
    return failuresNamed(event, "a");
  });
  await vi.waitFor(async () => expect(await givenUp()).toEqual(["a"]), PATIENCE);
  expect(seen).toEqual(["a#1", "a#2"]);
  expect(answers).toEqual(["ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid"]);
});

test.for([
  ["throws", () => Promise.reject(new Error("No"))],
  ["names a message that is not in the batch", () => ({ batchItemFailures: [{ itemIdentifier: "other" }] })],
  ["names nothing as failed", () => ({ batchItemFailures: [{ itemIdentifier: "" }] })],
] as const)("a function that %s fails its whole batch", async ([, answer]) => {
  for (const body of ["a", "b"]) await send(body);
  const seen = work(answer, { batchSize: 2 });
  await vi.waitFor(async () => expect(await givenUp()).toEqual(["a", "b"]), PATIENCE);
  expect(seen.sort()).toEqual(["a#1", "a#2", "b#1", "b#2"]);
});

test.for([null, undefined, {}, { batchItemFailures: [] }])(
  "the answer %j means that all went well",
  async (answer) => {
    await send("a");
    const seen = work(() => answer);
    await vi.waitFor(() => expect(seen).toEqual(["a#1"]), PATIENCE);
    await send("later");
    await vi.waitFor(() => expect(seen).toEqual(["a#1", "later#1"]), PATIENCE);
    expect(await givenUp()).toEqual([]);
  },
);

test("without the report of single failures an answer that names some counts as success", async () => {
  await send("a");
  const seen = work((event) => failuresNamed(event, "a"), { reportsItemFailures: false });
  await vi.waitFor(() => expect(seen).toEqual(["a#1"]), PATIENCE);
  await send("later");
  await vi.waitFor(() => expect(seen).toEqual(["a#1", "later#1"]), PATIENCE);
});
