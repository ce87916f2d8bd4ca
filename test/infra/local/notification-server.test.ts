import { EventBridgeClient, ListRulesCommand, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { ListTopicsCommand, PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { CREDENTIALS, REGION } from "../../../infra/local/client-environment.ts";
import {
  type LocalNotification,
  type NotificationServer,
  startNotificationServer,
} from "../../../infra/local/notification-server.ts";

const heard: LocalNotification[] = [];
let server: NotificationServer;
let sns: SNSClient;
let events: EventBridgeClient;

beforeAll(async () => {
  server = await startNotificationServer((notification) => heard.push(notification));
  const config = { endpoint: server.endpoint, region: REGION, credentials: CREDENTIALS, maxAttempts: 1 };
  sns = new SNSClient(config);
  events = new EventBridgeClient(config);
});
afterEach(() => {
  heard.length = 0;
});
afterAll(() => server.stop());

test("what is published to a topic is heard word for word", async () => {
  const Message = "Звонков: 5,000 & more\nhttps://example.test/r/abc?x=1+2";
  const answer = await sns.send(new PublishCommand({ TopicArn: "arn", Subject: "Report", Message }));
  expect(answer.MessageId).toMatch(/^[0-9a-f-]{36}$/);
  expect(heard).toEqual([{ kind: "mail", topicArn: "arn", subject: "Report", message: Message }]);
});

test.for([
  ["two\nlines", "m"],
  ["Отчёт", "m"],
  ["x".repeat(100), "m"],
  ["too much", "x".repeat(262_145)],
])("a mail that SNS would refuse is refused (subject %j)", async ([Subject, Message]) => {
  const command = new PublishCommand({ TopicArn: "arn", Subject, Message });
  await expect(sns.send(command)).rejects.toMatchObject({ name: "InvalidParameterException" });
  expect(heard).toEqual([]);
});

test("an event on the bus is heard with its detail parsed", async () => {
  const entry = { Source: "sip", DetailType: "ReportReady", Detail: '{"calls":5}', EventBusName: "default" };
  const answer = await events.send(new PutEventsCommand({ Entries: [entry] }));
  expect(answer.FailedEntryCount).toBe(0);
  expect(heard).toEqual([
    { kind: "event", busName: "default", source: "sip", detailType: "ReportReady", detail: { calls: 5 } },
  ]);
});

test("an event whose detail is no JSON object fails alone, without an exception", async () => {
  const good = { Source: "sip", DetailType: "ReportReady", Detail: "{}" };
  const answer = await events.send(
    new PutEventsCommand({ Entries: [{ ...good, Detail: "not json" }, good] }),
  );
  expect(answer.FailedEntryCount).toBe(1);
  expect(answer.Entries?.[0]?.ErrorCode).toBe("MalformedDetail");
  expect(heard).toHaveLength(1);
});

test("operations that are not there are refused by name", async () => {
  await expect(sns.send(new ListTopicsCommand({}))).rejects.toThrow("ListTopics");
  await expect(events.send(new ListRulesCommand({}))).rejects.toThrow("ListRules");
});
