import type { S3Event } from "aws-lambda";
import { ACCOUNT, REGION } from "./client-environment.ts";
import type { ObjectEvent } from "./object-server.ts";

/** One row of a bucket's NotificationConfiguration. */
export interface QueueConfiguration {
  /** "s3:ObjectCreated:*" */
  readonly Event: string;
  readonly Queue: string;
  readonly Filter?: {
    readonly S3Key?: { readonly Rules?: readonly { readonly Name: string; readonly Value: string }[] };
  };
}

/** True if S3 would tell this queue of the event. @throws {RangeError} at a filter rule that S3 does not have. */
export function isWanted(configuration: QueueConfiguration, event: ObjectEvent): boolean {
  const wanted = configuration.Event.replace(/^s3:/, "");
  const fits = wanted.endsWith("*")
    ? event.eventName.startsWith(wanted.slice(0, -1))
    : event.eventName === wanted;
  const rules = configuration.Filter?.S3Key?.Rules ?? [];
  return fits && rules.every((rule) => followsRule(rule, event.key));
}

function followsRule({ Name, Value }: { Name: string; Value: string }, key: string): boolean {
  if (/^prefix$/i.test(Name)) return key.startsWith(Value);
  if (/^suffix$/i.test(Name)) return key.endsWith(Value);
  throw new RangeError(`Cannot filter by "${Name}": S3 knows prefix and suffix`);
}

/** What S3 would send, `body` of the message. Objects carry no version id: s3rver keeps no versions. */
export function bucketNotification(event: ObjectEvent, sequencer: string): S3Event {
  return {
    Records: [
      {
        eventVersion: "2.1",
        eventSource: "aws:s3",
        awsRegion: REGION,
        eventTime: event.eventTime,
        eventName: event.eventName,
        userIdentity: { principalId: ACCOUNT },
        requestParameters: { sourceIPAddress: "127.0.0.1" },
        responseElements: { "x-amz-request-id": sequencer, "x-amz-id-2": sequencer },
        s3: {
          s3SchemaVersion: "1.0",
          configurationId: "local",
          bucket: {
            name: event.bucket,
            ownerIdentity: { principalId: ACCOUNT },
            arn: `arn:aws:s3:::${event.bucket}`,
          },
          object: {
            key: formEncoded(event.key),
            size: event.size ?? 0,
            eTag: event.eTag ?? "",
            sequencer,
          },
        },
      },
    ],
  };
}

/** As S3 writes keys in notifications: UTF-8, a space as "+", slashes as they are. */
export function formEncoded(key: string): string {
  return new URLSearchParams({ k: key }).toString().slice(2).replaceAll("%2F", "/");
}

/** Makes sequencers: hexadecimal, as long as each other, each greater than all before, over restarts too. */
export function createSequencer(now: () => number): () => string {
  let last = 0n;
  return () => {
    const next = BigInt(now()) << 16n;
    last = next > last ? next : last + 1n;
    return last.toString(16).toUpperCase().padStart(16, "0");
  };
}
