import { createServer, type RequestListener } from "node:http";
import { CreateQueueCommand, type QueueAttributeName, type SQSClient } from "@aws-sdk/client-sqs";
import { createRequestHandler } from "local-aws-sqs";
import { ACCOUNT, REGION } from "./client-environment.ts";
import { listenOnLoopback, stopServer } from "./loopback-server.ts";

export interface QueueServer {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Starts local-aws-sqs on loopback. Its messages live in memory only. */
export async function startQueueServer(port: number): Promise<QueueServer> {
  let answer: RequestListener | undefined;
  const server = createServer((request, response) => answer?.(request, response));
  const endpoint = await listenOnLoopback(server, port);
  // Queue URLs carry the port, and the SDK sends where they point to: so the port must be known first.
  const { requestHandler } = createRequestHandler({
    hostname: "127.0.0.1",
    port: Number(new URL(endpoint).port),
    region: REGION,
    accountId: ACCOUNT,
    emulateQueueCreationLifecycle: false,
    validateDlqDestination: false,
  });
  answer = requestHandler;
  return { endpoint, stop: () => stopServer(server) };
}

/** What the template says about a queue, intrinsics resolved. */
export interface QueueProperties {
  readonly QueueName: string;
  readonly VisibilityTimeout?: number;
  readonly MessageRetentionPeriod?: number;
  readonly DelaySeconds?: number;
  readonly ReceiveMessageWaitTimeSeconds?: number;
  readonly MaximumMessageSize?: number;
  readonly RedrivePolicy?: { readonly deadLetterTargetArn: string; readonly maxReceiveCount: number };
}

const NUMBERS = [
  "VisibilityTimeout",
  "MessageRetentionPeriod",
  "DelaySeconds",
  "ReceiveMessageWaitTimeSeconds",
  "MaximumMessageSize",
] as const satisfies QueueAttributeName[];

/**
 * local-aws-sqs counts a change of visibility as another receipt, and every failed attempt ends with
 * one: so the attempts it counts are twice those that were made.
 */
const RECEIPTS_PER_ATTEMPT = 2;

export async function createQueue(sqs: SQSClient, properties: QueueProperties): Promise<void> {
  const Attributes: Partial<Record<QueueAttributeName, string>> = {};
  for (const name of NUMBERS) {
    if (properties[name] !== undefined) Attributes[name] = String(properties[name]);
  }
  const redrive = properties.RedrivePolicy;
  if (redrive) {
    const maxReceiveCount = RECEIPTS_PER_ATTEMPT * redrive.maxReceiveCount;
    Attributes.RedrivePolicy = JSON.stringify({ ...redrive, maxReceiveCount });
  }
  await sqs.send(new CreateQueueCommand({ QueueName: properties.QueueName, Attributes }));
}

/** How often a message was handed to a function, from what local-aws-sqs counted. */
export function attemptsOf(receiveCount: string | undefined): string {
  return String(Math.ceil(Number(receiveCount ?? 1) / RECEIPTS_PER_ATTEMPT));
}
