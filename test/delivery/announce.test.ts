import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SNSClient } from "@aws-sdk/client-sns";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { CREDENTIALS, REGION } from "../../infra/local/client-environment.ts";
import {
  type LocalNotification,
  type NotificationServer,
  startNotificationServer,
} from "../../infra/local/notification-server.ts";
import { MAX_TICKETS } from "../../lib/analysis/content/report-content.ts";
import { announceReport, type Channels } from "../../lib/delivery/announce.ts";
import { type Attachment, latestReport, putReport, type ReportItem } from "../../lib/store/reports.ts";
import { type Storage, startStorage } from "../support/storage.ts";
import { NOW, REPORT } from "./services.ts";

let storage: Storage;
let server: NotificationServer;
let refused: LocalNotification["kind"] | "nothing" = "nothing";
const told: LocalNotification[] = [];

beforeAll(async () => {
  storage = await startStorage();
  server = await startNotificationServer((notification) => {
    if (notification.kind === refused) throw new Error("Told to refuse");
    told.push(notification);
  });
});
afterEach(() => {
  told.length = 0;
  refused = "nothing";
});
afterAll(async () => {
  await server.stop();
  await storage.stop();
});

function channels(): Channels {
  const place = { endpoint: server.endpoint, region: REGION, credentials: CREDENTIALS, maxAttempts: 1 };
  return {
    table: storage.table,
    sns: new SNSClient(place),
    events: new EventBridgeClient(place),
    topicArn: "arn:aws:sns:eu-central-1:000000000000:topic",
    eventBusName: "default",
    linkBaseUrl: "https://example.test",
    linkDays: 30,
    now: () => NOW,
  };
}

async function stored(changes: Partial<ReportItem>): Promise<ReportItem> {
  const report = { ...REPORT, ...changes };
  await putReport(storage.table, report);
  return report;
}

const notifiedAt = async (period: string) =>
  (await latestReport(storage.table, REPORT.kind, period))?.notifiedAt;

test("a finished report is told of once by event and once by mail, with the same link", async () => {
  const report = await stored({ period: "told@UTC" });
  await announceReport(channels(), report);
  const [event, mail] = told as [LocalNotification & { kind: "event" }, LocalNotification & { kind: "mail" }];
  expect(told.map(({ kind }) => kind)).toEqual(["event", "mail"]);
  expect(mail.message).toContain((event.detail as { link: string }).link);
  expect(await notifiedAt("told@UTC")).toBe(NOW.toISOString());
});

test("people get no mail again and again while the event of a report is refused", async () => {
  refused = "event";
  const report = await stored({ period: "refused@UTC" });
  for (let attempt = 1; attempt <= 2; attempt++)
    await expect(announceReport(channels(), report)).rejects.toThrow();
  expect(told).toEqual([]);
  expect(await notifiedAt("refused@UTC")).toBe("");
});

test("a report with every ticket that it may have fits into an event, a mail and an item", async () => {
  const attachments = Array.from(
    { length: MAX_TICKETS },
    (_, n): Attachment => ({
      role: "ticket",
      name: `sip-trunk-${n}.${"provider".repeat(30)}.example`,
      objectKey: `reports/day/2026-11-20%40Europe%2FBerlin/1-ABCDEFGH/ticket-${n}.xlsx`,
      filename: `${"x".repeat(100)}.xlsx`,
      contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      bytes: 123_456,
    }),
  );
  await announceReport(channels(), await stored({ period: "many@UTC", attachments }));
  expect(told).toHaveLength(2);
});
