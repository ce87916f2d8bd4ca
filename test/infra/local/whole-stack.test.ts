import { PutObjectCommand } from "@aws-sdk/client-s3";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reportReadyOf } from "../../../infra/local/cli/report-inbox.ts";
import { type LocalStack, startLocalStack } from "../../../infra/local/local-stack.ts";
import type { ReportReadyDetail } from "../../../lib/delivery/announce.ts";
import { OUTPUT } from "../../../lib/names.ts";
import { latestReport } from "../../../lib/store/reports.ts";

/* The product's own functions on the stack that is deployed: what a night does, and what may happen to it. */

let stack: LocalStack;
const ready: ReportReadyDetail[] = [];
beforeAll(async () => {
  stack = await startLocalStack({ schedules: false, log: () => {} });
  stack.onNotification((notification) => {
    const detail = reportReadyOf(notification);
    if (detail) ready.push(detail);
  });
});
afterAll(() => stack.stop());

/** A day that is over in every zone, and recent enough to be looked at again. */
const DAY = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10);

function log(...calls: string[]): string {
  const lines = calls.flatMap((id) => [
    `${DAY}T10:00:00Z,${id},invite,,north,1001,4930`,
    `${DAY}T10:00:01Z,${id},response,486,north,1001,4930`,
  ]);
  return ["time,call_id,event,code,gateway,from,to", ...lines, ""].join("\n");
}

async function upload(key: string, body: string): Promise<void> {
  const Bucket = stack.output(OUTPUT.uploadsBucket);
  await stack.clients.s3.send(new PutObjectCommand({ Bucket, Key: key, Body: body }));
}

async function tell(message: object): Promise<void> {
  const QueueUrl = stack.output(OUTPUT.reportQueueUrl);
  await stack.clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }));
}

const isDay = (revision: number) => (detail: ReportReadyDetail) =>
  detail.kind === "day" && detail.label === DAY && detail.revision === revision;

async function told(isWanted: (detail: ReportReadyDetail) => boolean): Promise<ReportReadyDetail> {
  await expect.poll(() => ready.some(isWanted), { timeout: 40_000, interval: 100 }).toBe(true);
  return ready.find(isWanted)!;
}

async function callsOf(detail: ReportReadyDetail): Promise<unknown> {
  const table = { client: stack.clients.dynamodb, name: stack.output(OUTPUT.tableName) };
  return (await latestReport(table, detail.kind, detail.period))?.totals?.calls;
}

test("an upload becomes a report of its own and, at night, part of its day; late logs revise it; a withdrawn one leaves it", async () => {
  await upload("uploads/pbx/morning.csv", log("a", "b"));
  const own = await told((detail) => detail.kind === "file");
  expect(await callsOf(own)).toBe(2);
  expect((await fetch(own.link)).status).toBe(200);

  await tell({ type: "nightly" });
  expect(await callsOf(await told(isDay(1)))).toBe(2);

  await upload("uploads/pbx/late.csv", log("c"));
  await told((detail) => detail.kind === "file" && detail.label === "late.csv");
  await tell({ type: "reconcile" });
  expect(await callsOf(await told(isDay(2)))).toBe(3);

  await tell({ type: "withdraw", key: "uploads/pbx/morning.csv" });
  expect(await callsOf(await told(isDay(3)))).toBe(1);
}, 120_000);

test("functions that are killed while they work lose nothing", async () => {
  const names = Array.from({ length: 12 }, (_, i) => `killed-${i}`);
  const uploads = names.map((name) => upload(`uploads/pbx/${name}.csv`, log(name)));
  let kills = 0;
  for (let i = 0; i < 6; i++) {
    await new Promise((done) => setTimeout(done, 150));
    kills += stack.kill("ingest") + stack.kill("report");
  }
  await Promise.all(uploads);
  for (const name of names) await told((detail) => detail.kind === "file" && detail.label === `${name}.csv`);
  expect(kills).toBeGreaterThan(0);
}, 120_000);
