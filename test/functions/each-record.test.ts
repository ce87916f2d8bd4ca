import type { SQSEvent, SQSRecord } from "aws-lambda";
import { expect, test, vi } from "vitest";
import { eachRecord } from "../../functions/each-record.ts";
import { waitAfter } from "../../functions/retry-soon.ts";

const event = (...ids: string[]) =>
  ({ Records: ids.map((messageId) => ({ messageId, body: messageId })) }) as SQSEvent;

async function handleBad({ body }: SQSRecord): Promise<void> {
  if (body.startsWith("bad")) throw new RangeError("No such period");
}

/** Works on the messages; those whose name begins with "bad" fail. */
async function work(messages: SQSEvent, retry: (record: SQSRecord) => Promise<void>) {
  const lines: string[] = [];
  const error = vi.spyOn(console, "error").mockImplementation((line: string) => void lines.push(line));
  try {
    return { answer: await eachRecord(messages, handleBad, retry), lines };
  } finally {
    error.mockRestore();
  }
}

test("a message that failed goes back to the queue and is asked for again soon, the others are done", async () => {
  const again: string[] = [];
  const { answer } = await work(event("good", "bad", "fine"), async ({ messageId }) => {
    again.push(messageId);
  });
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "bad" }] });
  expect(again).toEqual(["bad"]);
});

test("each failed delivery is a line in the log that the alarm looks for", async () => {
  const { lines } = await work(event("bad"), async () => {});
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { level: "error", event: "message-failed", messageId: "bad", error: "RangeError: No such period" },
  ]);
});

test("where the queue does not hear of it, a failed message only comes back later", async () => {
  const { answer } = await work(event("bad", "good", "bad-too"), () =>
    Promise.reject(new Error("Throttled")),
  );
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "bad" }, { itemIdentifier: "bad-too" }] });
});

test("a hiccup costs a minute, and the five deliveries last longer than an hour", () => {
  const waits = [1, 2, 3, 4].map(waitAfter);
  expect(waits).toEqual([60, 240, 960, 3600]);
  expect(waitAfter(100)).toBe(3600);
});
