import { ChangeMessageVisibilityCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { SQSRecord } from "aws-lambda";
import { ENV } from "../lib/names.ts";
import { requireEnv } from "./require-env.ts";

// Built once per cold start.
const queue = new SQSClient();

const FIRST_WAIT_SECONDS = 60;
const WAIT_GROWS_BY = 4;
const LONGEST_WAIT_SECONDS = 3600;

/**
 * Seconds until a failed message is tried again: a minute, then 4, 16 and 60. A hiccup is over soon, and
 * what is down for an hour does not use up the five deliveries.
 *
 * @param delivery of the message, 1 for the first
 */
export function waitAfter(delivery: number): number {
  return Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * WAIT_GROWS_BY ** (delivery - 1));
}

/** Shows a failed message again soon; left alone, SQS hides it for six times the function's time limit. */
export async function retrySoon({ receiptHandle, attributes }: SQSRecord): Promise<void> {
  await queue.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: requireEnv(ENV.workQueueUrl),
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: waitAfter(Number(attributes.ApproximateReceiveCount)),
    }),
  );
}
