import { GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";

/**
 * Makes a check that throws once a message lies in one of the dead letter queues: a function failed
 * as often as the stack lets it, so whoever waits would wait for ever.
 */
export function createFailureCheck(
  sqs: SQSClient,
  deadLetterQueueUrls: readonly string[],
  reason: () => string,
): () => Promise<void> {
  return async () => {
    for (const QueueUrl of deadLetterQueueUrls) {
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["ApproximateNumberOfMessages"] }),
      );
      if (Number(Attributes?.ApproximateNumberOfMessages ?? 0) > 0) throw new Error(reason());
    }
  };
}
