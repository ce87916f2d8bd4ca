import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { CREDENTIALS, REGION, type ServerAddresses } from "./client-environment.ts";
import { type LocalNotification, startNotificationServer } from "./notification-server.ts";
import { type ObjectEvent, startObjectServer } from "./object-server.ts";
import { startQueueServer } from "./queue-server.ts";
import { startTableServer } from "./table-server.ts";

/** Ports to listen on; 0 or nothing = any free one. */
export interface Ports {
  readonly s3?: number;
  readonly sqs?: number;
  readonly dynamodb?: number;
  /** Pages and downloads of links. */
  readonly links?: number;
}

export interface ServersOptions {
  readonly dataFolder: string;
  readonly ports: Ports;
  readonly log: (line: string) => void;
  readonly onObjectEvent: (event: ObjectEvent) => void;
  readonly onNotification: (notification: LocalNotification) => void;
}

/** Clients of this machine's services, for the launcher and whoever uses it. */
export interface Clients {
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly dynamodb: DynamoDBClient;
}

export interface Servers {
  readonly endpoints: ServerAddresses;
  readonly clients: Clients;
  stop(): Promise<void>;
}

/** Starts the services that the stack needs, all on loopback, and clients for them. */
export async function startServers(options: ServersOptions): Promise<Servers> {
  const { dataFolder, ports, log } = options;
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const objects = join(dataFolder, "objects");
  const tables = join(dataFolder, "tables");
  await Promise.all([objects, tables].map((folder) => mkdir(folder, { recursive: true })));
  const [s3, sqs, dynamodb, notifications] = await Promise.all([
    startObjectServer({
      directory: objects,
      port: ports.s3 ?? 0,
      log: (line) => log(`[s3] ${line}`),
      onEvent: options.onObjectEvent,
    }),
    startQueueServer(ports.sqs ?? 0),
    startTableServer(tables, ports.dynamodb ?? 0),
    startNotificationServer(options.onNotification),
  ]);
  const endpoints: ServerAddresses = {
    s3: s3.endpoint,
    sqs: sqs.endpoint,
    dynamodb: dynamodb.endpoint,
    sns: notifications.endpoint,
    eventbridge: notifications.endpoint,
  };
  const common = { region: REGION, credentials: CREDENTIALS, maxAttempts: 5 };
  const checksums = {
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  } as const;
  const clients: Clients = {
    s3: new S3Client({ ...common, ...checksums, endpoint: endpoints.s3, forcePathStyle: true }),
    sqs: new SQSClient({ ...common, endpoint: endpoints.sqs }),
    dynamodb: new DynamoDBClient({ ...common, endpoint: endpoints.dynamodb }),
  };
  return {
    endpoints,
    clients,
    async stop() {
      for (const client of Object.values(clients)) client.destroy();
      await Promise.all([s3, sqs, dynamodb, notifications].map((server) => server.stop()));
    },
  };
}
