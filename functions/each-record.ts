import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { MESSAGE_FAILED_LOG_WORD } from "../lib/names.ts";
import { log } from "./log.ts";
import { retrySoon } from "./retry-soon.ts";

/**
 * Handles the messages of a batch one by one; only those that failed go back to the queue.
 *
 * @param retry says when a failed message is shown again; where it fails, the queue's own time holds
 */
export async function eachRecord(
  event: SQSEvent,
  handle: (record: SQSRecord) => Promise<void>,
  retry: (record: SQSRecord) => Promise<void> = retrySoon,
): Promise<SQSBatchResponse> {
  const failures: SQSBatchResponse["batchItemFailures"] = [];
  for (const record of event.Records) {
    try {
      await handle(record);
    } catch (error) {
      log("error", MESSAGE_FAILED_LOG_WORD, { messageId: record.messageId, error: describe(error) });
      failures.push({ itemIdentifier: record.messageId });
      await retry(record).catch(() => {});
    }
  }
  return { batchItemFailures: failures };
}

/** Name and message only: what an SDK attaches to its errors may hold more than logs should. */
function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
