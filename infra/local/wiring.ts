import { CreateBucketCommand, type S3Client } from "@aws-sdk/client-s3";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { Cron } from "croner";
import { bucketNotification, isWanted, type QueueConfiguration } from "./bucket-notification.ts";
import { EventSource } from "./event-source.ts";
import { type FunctionRow, functionByUri } from "./functions.ts";
import type { LinkServer } from "./link-server.ts";
import type { ObjectEvent } from "./object-server.ts";
import { createQueue, type QueueProperties } from "./queue-server.ts";
import { cronerPattern } from "./schedule-expression.ts";
import type { Clients } from "./servers.ts";
import type { StackResources } from "./stack-resources.ts";
import { createTable } from "./table-server.ts";

/** Makes what the servers hold: buckets, queues (those that others redrive to first) and tables. */
export async function createStores(resources: StackResources, clients: Clients): Promise<void> {
  for (const { name } of resources.of("bucket")) await createBucket(clients.s3, name);
  for (const { name, properties } of resources.of("table")) {
    await createTable(clients.dynamodb, { ...properties, TableName: name });
  }
  for (const { name, properties } of resources.of("queue")) {
    await createQueue(clients.sqs, { ...properties, QueueName: name } as QueueProperties);
  }
}

/** Makes the bucket, unless it is there from an earlier run. */
async function createBucket(s3: S3Client, name: string): Promise<void> {
  try {
    await s3.send(new CreateBucketCommand({ Bucket: name }));
  } catch (error) {
    if (!(error instanceof Error) || !/^BucketAlready/.test(error.name)) throw error;
  }
}

/** Tells the queues that a bucket's notification configuration names. */
export async function forwardObjectEvent(
  event: ObjectEvent,
  nextSequencer: () => string,
  resources: StackResources,
  clients: Clients,
): Promise<void> {
  const bucket = resources.of("bucket").find(({ name }) => name === event.bucket);
  const notifications = bucket?.properties.NotificationConfiguration as NotificationConfiguration | undefined;
  for (const configuration of notifications?.QueueConfigurations ?? []) {
    if (!isWanted(configuration, event)) continue;
    const queue = resources.byArn("queue", configuration.Queue);
    const MessageBody = JSON.stringify(bucketNotification(event, nextSequencer()));
    await clients.sqs.send(new SendMessageCommand({ QueueUrl: queue.ref, MessageBody }));
  }
}

interface NotificationConfiguration {
  readonly QueueConfigurations?: readonly QueueConfiguration[];
}

interface EventSourceProperties {
  readonly EventSourceArn: string;
  readonly FunctionName: string;
  readonly BatchSize?: number;
  readonly FunctionResponseTypes?: readonly string[];
  readonly ScalingConfig?: { readonly MaximumConcurrency?: number };
}

export interface EventSourceLimits {
  /** Batches of one queue at the same time, however many the template allows. */
  readonly concurrency: number;
  readonly retryDelaySeconds: number;
}

/** Starts the pollers of every event source mapping. */
export function startEventSources(
  resources: StackResources,
  functions: readonly FunctionRow[],
  clients: Clients,
  limits: EventSourceLimits,
  log: (line: string) => void,
): EventSource[] {
  return resources.of("event-source").map(({ properties }) => {
    const mapping = properties as unknown as EventSourceProperties;
    const { host } = functionByUri(functions, mapping.FunctionName);
    return new EventSource({
      sqs: clients.sqs,
      queueUrl: resources.byArn("queue", mapping.EventSourceArn).ref,
      queueArn: mapping.EventSourceArn,
      batchSize: mapping.BatchSize ?? 10,
      concurrency: Math.min(
        limits.concurrency,
        mapping.ScalingConfig?.MaximumConcurrency ?? limits.concurrency,
      ),
      reportsItemFailures: mapping.FunctionResponseTypes?.includes("ReportBatchItemFailures") ?? false,
      retryDelaySeconds: limits.retryDelaySeconds,
      invoke: (event) => host.invoke(event),
      log,
    });
  });
}

interface ScheduleProperties {
  readonly ScheduleExpression: string;
  readonly ScheduleExpressionTimezone?: string;
  readonly State?: "ENABLED" | "DISABLED";
  readonly Target: { readonly Arn: string; readonly Input?: string };
}

/** Starts the clocks of every schedule. @throws {RangeError} if a schedule's target is no queue of the template. */
export function startSchedules(
  resources: StackResources,
  clients: Clients,
  log: (line: string) => void,
): Cron[] {
  return resources.of("schedule").map(({ logicalId, properties }) => {
    const schedule = properties as unknown as ScheduleProperties;
    const queue = resources.byArn("queue", schedule.Target.Arn);
    const timezone = schedule.ScheduleExpressionTimezone ?? "UTC";
    const paused = schedule.State === "DISABLED";
    const MessageBody = schedule.Target.Input ?? "{}";
    return new Cron(cronerPattern(schedule.ScheduleExpression), { timezone, paused, unref: true }, () => {
      clients.sqs
        .send(new SendMessageCommand({ QueueUrl: queue.ref, MessageBody }))
        .catch((error: unknown) => log(`Schedule ${logicalId} could not send its message: ${String(error)}`));
    });
  });
}

interface RouteProperties {
  readonly ApiId: string;
  readonly RouteKey: string;
  readonly Target: string;
}

/** Connects every route of every API with its function. @throws {RangeError} if a route leads nowhere. */
export function connectRoutes(
  resources: StackResources,
  functions: readonly FunctionRow[],
  servers: ReadonlyMap<string, LinkServer>,
): void {
  for (const { logicalId, properties } of resources.of("route")) {
    const { ApiId, RouteKey, Target } = properties as unknown as RouteProperties;
    const api = resources.of("api").find(({ ref }) => ref === ApiId);
    const integration = resources.of("integration").find(({ ref }) => Target === `integrations/${ref}`);
    const server = api && servers.get(api.logicalId);
    if (!server || !integration) throw new RangeError(`Cannot connect route ${logicalId}: it leads nowhere`);
    const { host } = functionByUri(functions, String(integration.properties.IntegrationUri));
    server.add(RouteKey, (event) => host.invoke(event));
  }
}
