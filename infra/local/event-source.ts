import { setTimeout as sleep } from "node:timers/promises";
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { REGION } from "./client-environment.ts";
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

// Short, because a long poll that began just after a message came back does not see it.
const POLL_SECONDS = 1;

/** Does what Lambda's pollers do: hands messages to the function, deletes what it finished, returns what failed. */
export class EventSource {
  readonly #options: EventSourceOptions;
  readonly #stopped = new AbortController();
  readonly #pollers: Promise<void>[];

  /** Starts at once. */
  constructor(options: EventSourceOptions) {
    this.#options = options;
    this.#pollers = Array.from({ length: options.concurrency }, () => this.#poll());
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.all(this.#pollers);
  }

  async #poll(): Promise<void> {
    const { sqs, queueUrl, batchSize, log } = this.#options;
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      try {
        const received = await sqs.send(
          new ReceiveMessageCommand({
            QueueUrl: queueUrl,
            MaxNumberOfMessages: Math.min(10, batchSize),
            WaitTimeSeconds: POLL_SECONDS,
            // local-aws-sqs does not know the newer name of this field yet.
            AttributeNames: ["All"],
            MessageAttributeNames: ["All"],
          }),
          { abortSignal: signal },
        );
        if (received.Messages?.length) await this.#handle(received.Messages);
      } catch (error) {
        if (signal.aborted) return;
        log(`Cannot poll "${queueUrl}": ${String(error)}`);
        await sleep(500);
      }
    }
  }

  async #handle(messages: readonly Message[]): Promise<void> {
    const { sqs, queueUrl, retryDelaySeconds } = this.#options;
    const failed = await this.#failuresOf(messages);
    if (this.#stopped.signal.aborted) return;
    await Promise.all(
      messages.map(({ MessageId, ReceiptHandle }) => {
        const command = { QueueUrl: queueUrl, ReceiptHandle };
        if (!failed.has(MessageId ?? "")) return sqs.send(new DeleteMessageCommand(command));
        return sqs.send(
          new ChangeMessageVisibilityCommand({ ...command, VisibilityTimeout: retryDelaySeconds }),
        );
      }),
    );
  }

  async #failuresOf(messages: readonly Message[]): Promise<Set<string>> {
    const { invoke, queueArn, reportsItemFailures, log } = this.#options;
    const everything = new Set(messages.map(({ MessageId = "" }) => MessageId));
    let answer: unknown;
    try {
      answer = await invoke(eventOf(messages, queueArn));
    } catch (error) {
      if (!this.#stopped.signal.aborted) log(`Message goes back to the queue: ${String(error)}`);
      return everything;
    }
    if (!reportsItemFailures) return new Set();
    const failures = (answer as SQSBatchResponse | null | undefined)?.batchItemFailures ?? [];
    const named = new Set(failures.map(({ itemIdentifier }) => itemIdentifier));
    // Lambda: an identifier that is empty or not of this batch fails the whole batch.
    return [...named].every((id) => everything.has(id)) ? named : everything;
  }
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
