import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { bodyOf, listenOnLoopback, serverOf, stopServer } from "./loopback-server.ts";

/** What a function told the world. */
export type LocalNotification =
  | {
      readonly kind: "mail";
      readonly topicArn: string;
      readonly subject: string;
      readonly message: string;
    }
  | {
      readonly kind: "event";
      readonly busName: string;
      readonly source: string;
      readonly detailType: string;
      readonly detail: unknown;
    };

export interface NotificationServer {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/**
 * Stands where SNS and EventBridge stand: takes Publish and PutEvents on their own wire protocols,
 * refuses what they refuse, and hands each message to the listener. No mail leaves this machine.
 */
export async function startNotificationServer(
  listener: (notification: LocalNotification) => void,
): Promise<NotificationServer> {
  const server = serverOf((request, response) => {
    answer(request, response, listener).catch((error: unknown) => {
      refuse(
        request,
        response,
        error instanceof Refusal ? error : new Refusal("InternalFailure", String(error)),
      );
    });
  });
  const endpoint = await listenOnLoopback(server, 0);
  return { endpoint, stop: () => stopServer(server) };
}

/** Code and message as the service would word them. */
class Refusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  listener: (notification: LocalNotification) => void,
): Promise<void> {
  const body = (await bodyOf(request)).toString("utf8");
  const target = request.headers["x-amz-target"];
  if (target === undefined) return publish(new URLSearchParams(body), response, listener);
  if (target === "AWSEvents.PutEvents") return putEvents(JSON.parse(body), response, listener);
  throw new Refusal("UnknownOperationException", `Cannot do "${String(target)}" on this machine`);
}

// https://docs.aws.amazon.com/sns/latest/api/API_Publish.html: ASCII, under 100 characters, no line break, no leading space.
const SUBJECT = /^[\x21-\x7e][\x20-\x7e]{0,98}$/;
const MAX_BYTES = 262_144;

function publish(
  fields: URLSearchParams,
  response: ServerResponse,
  listener: (notification: LocalNotification) => void,
): void {
  const action = fields.get("Action");
  if (action !== "Publish") throw new Refusal("InvalidAction", `Cannot do "${action}" on this machine`);
  const subject = fields.get("Subject") ?? "";
  const message = fields.get("Message") ?? "";
  if (subject !== "" && !SUBJECT.test(subject))
    throw new Refusal("InvalidParameter", "Invalid parameter: Subject");
  if (message === "" || Buffer.byteLength(message) > MAX_BYTES) {
    throw new Refusal("InvalidParameter", "Invalid parameter: Message is empty or too long");
  }
  const id = randomUUID();
  send(
    response,
    200,
    "text/xml",
    `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>${id}</MessageId></PublishResult><ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata></PublishResponse>`,
  );
  listener({ kind: "mail", topicArn: fields.get("TopicArn") ?? "", subject, message });
}

interface PutEventsEntry {
  readonly EventBusName?: string;
  readonly Source?: string;
  readonly DetailType?: string;
  readonly Detail?: string;
}

function putEvents(
  { Entries }: { Entries: readonly PutEventsEntry[] },
  response: ServerResponse,
  listener: (notification: LocalNotification) => void,
): void {
  let FailedEntryCount = 0;
  const results = Entries.map(({ EventBusName, Source, DetailType, Detail }) => {
    const detail = parsed(Detail);
    if (!Source || !DetailType || detail === undefined) {
      FailedEntryCount++;
      const ErrorCode = detail === undefined ? "MalformedDetail" : "InvalidArgument";
      return { ErrorCode, ErrorMessage: "Source, DetailType and a JSON object as Detail are needed" };
    }
    listener({
      kind: "event",
      busName: EventBusName ?? "default",
      source: Source,
      detailType: DetailType,
      detail,
    });
    return { EventId: randomUUID() };
  });
  send(response, 200, "application/x-amz-json-1.1", JSON.stringify({ FailedEntryCount, Entries: results }));
}

function parsed(detail: string | undefined): unknown {
  try {
    const value: unknown = JSON.parse(detail ?? "");
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** In the protocol of whoever asked: JSON for EventBridge, XML for SNS. */
function refuse(request: IncomingMessage, response: ServerResponse, { code, message }: Refusal): void {
  if (request.headers["x-amz-target"]) {
    send(response, 400, "application/x-amz-json-1.1", JSON.stringify({ __type: code, message }));
    return;
  }
  const text = message.replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`);
  send(
    response,
    400,
    "text/xml",
    `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${text}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  );
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { "content-type": type }).end(body);
}
