import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { EVENT_SOURCE, LINK_PATH, REPORT_READY } from "../names.ts";
import type { FileItem } from "../store/files.ts";
import { createLink } from "../store/links.ts";
import { markNotified, type ReportItem } from "../store/reports.ts";
import type { Table } from "../store/table.ts";
import { reportNotification, unreadLogNotification } from "./notification.ts";

/** Ways to reach people and programs. */
export interface Channels {
  readonly table: Table;
  readonly sns: SNSClient;
  readonly events: EventBridgeClient;
  readonly topicArn: string;
  readonly eventBusName: string;
  readonly linkBaseUrl: string;
  readonly linkDays: number;
  readonly now: () => Date;
}

/** Detail of the event `ReportReady`. The link is a bearer token: whoever receives the event can open the report. */
export interface ReportReadyDetail {
  readonly kind: ReportItem["kind"];
  readonly period: string;
  readonly label: string;
  readonly revision: number;
  readonly fileIds: readonly string[];
  readonly filename: string;
  readonly bytes: number;
  readonly link: string;
  /** One link for each provider that has a ticket; it opens nothing but that ticket. */
  readonly tickets: readonly TicketLink[];
}

export interface TicketLink {
  readonly gateway: string;
  readonly filename: string;
  readonly link: string;
}

/**
 * Announces by event and by mail that a report is ready, with a fresh link. After a crash in between it
 * is announced twice rather than never. The event goes first: it is the one that EventBridge may refuse for what is in it,
 * programs can tell a second one by its period and revision, and people do not want a second mail.
 */
export async function announceReport(channels: Channels, report: ReportItem): Promise<void> {
  const link = await linkTo(channels, report, report.objectKey);
  const tickets: TicketLink[] = [];
  for (const { role, name, filename, objectKey } of report.attachments) {
    if (role === "ticket")
      tickets.push({ gateway: name, filename, link: await linkTo(channels, report, objectKey) });
  }
  await putEvent(channels, report, link, tickets);
  await publish(channels, reportNotification(report, link, channels.linkDays, tickets));
  await markNotified(channels.table, report, channels.now());
}

async function putEvent(
  { events, eventBusName }: Channels,
  report: ReportItem,
  link: string,
  tickets: readonly TicketLink[],
): Promise<void> {
  const { kind, period, label, revision, fileIds, filename, bytes } = report;
  const detail: ReportReadyDetail = {
    kind,
    period,
    label,
    revision,
    fileIds,
    filename,
    bytes,
    link,
    tickets,
  };
  const answer = await events.send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: eventBusName,
          Source: EVENT_SOURCE,
          DetailType: REPORT_READY,
          Detail: JSON.stringify(detail),
        },
      ],
    }),
  );
  if (answer.FailedEntryCount)
    throw new Error(`Cannot put event ${REPORT_READY}: ${answer.Entries?.[0]?.ErrorCode}`);
}

/** Says by mail that an upload could not be read, and why. */
export async function announceUnreadLog(channels: Channels, file: FileItem): Promise<void> {
  await publish(channels, unreadLogNotification(file));
}

async function linkTo(channels: Channels, report: ReportItem, objectKey: string): Promise<string> {
  const { table, linkDays, linkBaseUrl, now } = channels;
  const token = await createLink(table, report, {
    days: linkDays,
    now: now(),
    objectKey,
  });
  return `${linkBaseUrl}${LINK_PATH.replace("{token}", token)}`;
}

async function publish(
  channels: Channels,
  { subject, message }: { subject: string; message: string },
): Promise<void> {
  await channels.sns.send(
    new PublishCommand({ TopicArn: channels.topicArn, Subject: subject, Message: message }),
  );
}
