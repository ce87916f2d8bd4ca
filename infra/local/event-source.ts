import { setTimeout as sleep } from "node:timers/promises";
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { REGION } from "./place.ts";
import { attemptsOf } from "./queue-server.ts";

export interface EventSourceOptions {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly batchSize: number;
  /** Batches worked on at the same time. */
  readonly concurrency: number;
  /** The function answers with the messages that failed; without it a batch fails or succeeds as one. */
  readonly reportsItemFailures: boolean;
  /** AWS hides a failed message for the rest of its visibility timeout; nobody wants to wait so long here. */
  readonly retryDelaySeconds: number;
  readonly invoke: (event: SQSEvent) => Promise<unknown>;
  readonly log: (line: string) => void;
}

export interface EventSource {
  stop(): Promise<void>;
}

// Short, because a long poll that began just after a message came back does not see it.
const POLL_SECONDS = 1;

/** Does what Lambda's pollers do: hands messages to the function, deletes what it finished, returns what failed. */
export function startEventSource(options: EventSourceOptions): EventSource {
  const { sqs, queueUrl, log } = options;
  const stopped = new AbortController();

  async function poll(): Promise<void> {
    while (!stopped.signal.aborted) {
      try {
        const received = await sqs.send(
          new ReceiveMessageCommand({
            QueueUrl: queueUrl,
            MaxNumberOfMessages: Math.min(10, options.batchSize),
            WaitTimeSeconds: POLL_SECONDS,
            // local-aws-sqs does not know the newer name of this field yet.
            AttributeNames: ["All"],
            MessageAttributeNames: ["All"],
          }),
          { abortSignal: stopped.signal },
        );
        if (received.Messages?.length) await handle(received.Messages);
      } catch (error) {
        if (stopped.signal.aborted) return;
        log(`Cannot poll "${queueUrl}": ${String(error)}`);
        await sleep(500);
      }
    }
  }

  async function handle(messages: readonly Message[]): Promise<void> {
    const failed = await failuresOf(messages);
    if (stopped.signal.aborted) return;
    await Promise.all(
      messages.map(({ MessageId, ReceiptHandle }) => {
        const command = { QueueUrl: queueUrl, ReceiptHandle };
        if (!failed.has(MessageId ?? "")) return sqs.send(new DeleteMessageCommand(command));
        const VisibilityTimeout = options.retryDelaySeconds;
        return sqs.send(new ChangeMessageVisibilityCommand({ ...command, VisibilityTimeout }));
      }),
    );
  }

  async function failuresOf(messages: readonly Message[]): Promise<Set<string>> {
    const everything = new Set(messages.map(({ MessageId = "" }) => MessageId));
    let answer: unknown;
    try {
      answer = await options.invoke(eventOf(messages, options.queueArn));
    } catch (error) {
      if (!stopped.signal.aborted) log(`Message goes back to the queue: ${String(error)}`);
      return everything;
    }
    if (!options.reportsItemFailures) return new Set();
    const failures = (answer as SQSBatchResponse | null | undefined)?.batchItemFailures ?? [];
    const named = new Set(failures.map(({ itemIdentifier }) => itemIdentifier));
    // Lambda: an identifier that is empty or not of this batch fails the whole batch.
    return [...named].every((id) => everything.has(id)) ? named : everything;
  }

  const pollers = Array.from({ length: options.concurrency }, poll);
  return {
    async stop() {
      stopped.abort();
      await Promise.all(pollers);
    },
  };
}

/**
 * Functions ask SQS to show a failed message again after some minutes. Here the launcher says when, and
 * local-aws-sqs would count the request as one more attempt: so functions get a receipt that it refuses.
 */
const NO_RECEIPT = "kept-by-the-launcher";

function eventOf(messages: readonly Message[], queueArn: string): SQSEvent {
  return {
    Records: messages.map((message) => ({
      messageId: message.MessageId ?? "",
      receiptHandle: NO_RECEIPT,
      body: message.Body ?? "",
      attributes: {
        ApproximateReceiveCount: attemptsOf(message.Attributes?.ApproximateReceiveCount),
        SentTimestamp: message.Attributes?.SentTimestamp ?? "",
        SenderId: message.Attributes?.SenderId ?? "",
        ApproximateFirstReceiveTimestamp: message.Attributes?.ApproximateFirstReceiveTimestamp ?? "",
      },
      messageAttributes: {},
      md5OfBody: message.MD5OfBody ?? "",
      eventSource: "aws:sqs",
      eventSourceARN: queueArn,
      awsRegion: REGION,
    })),
  };
}
