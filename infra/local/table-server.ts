import {
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
} from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";
import { listenOnLoopback, stopServer } from "./loopback-server.ts";

export interface TableServer {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Starts dynalite on loopback. It keeps its tables in the directory. */
export async function startTableServer(directory: string, port: number): Promise<TableServer> {
  const server = dynalite({ path: directory, createTableMs: 0 });
  return { endpoint: await listenOnLoopback(server, port), stop: () => stopServer(server) };
}

/** What of a table's properties dynalite understands; backups, encryption and time to live have no part here. */
const CREATED = [
  "TableName",
  "AttributeDefinitions",
  "KeySchema",
  "BillingMode",
  "GlobalSecondaryIndexes",
] as const satisfies (keyof CreateTableCommandInput)[];

/** Makes the table, unless it is there from an earlier run. */
export async function createTable(
  dynamodb: DynamoDBClient,
  properties: Readonly<Record<string, unknown>>,
): Promise<void> {
  const wanted = Object.fromEntries(CREATED.map((name) => [name, properties[name]]));
  try {
    await dynamodb.send(new CreateTableCommand(wanted as unknown as CreateTableCommandInput));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ResourceInUseException") throw error;
  }
}
