import { setTimeout as sleep } from "node:timers/promises";
import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type DynamoDBClient,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";

/** The one table of the stack and the client that reaches it. */
export interface Table {
  readonly client: DynamoDBClient;
  readonly name: string;
}

export type Item = Record<string, AttributeValue>;
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export const keyOf = (key: Key): Item => ({ pk: { S: key.pk }, sk: { S: key.sk } });

/** DynamoDB's own limits for one batch. */
const BATCH_WRITE_ITEMS = 25;
const BATCH_GET_ITEMS = 100;

/** All items of a partition whose sort key lies between the two, both inclusive, in order. */
export async function* queryRange(table: Table, pk: string, from: string, to: string): AsyncGenerator<Item> {
  let start: Item | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
        ExpressionAttributeValues: { ":pk": { S: pk }, ":from": { S: from }, ":to": { S: to } },
        ExclusiveStartKey: start,
        ConsistentRead: true,
      }),
    );
    yield* page.Items ?? [];
    start = page.LastEvaluatedKey;
  } while (start);
}

/** All entries of an index partition. An index holds keys only and lags a little behind the table. */
export async function* queryIndex(
  table: Table,
  index: string,
  attribute: string,
  partition: string,
): AsyncGenerator<Item> {
  let start: Item | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: index,
        KeyConditionExpression: "#partition = :partition",
        ExpressionAttributeNames: { "#partition": attribute },
        ExpressionAttributeValues: { ":partition": { S: partition } },
        ExclusiveStartKey: start,
      }),
    );
    yield* page.Items ?? [];
    start = page.LastEvaluatedKey;
  } while (start);
}

/** All items of a partition whose sort key begins so. */
export function queryPrefix(table: Table, pk: string, prefix: string): AsyncGenerator<Item> {
  return queryRange(table, pk, prefix, `${prefix}\uffff`);
}

/** The items that exist, in no order. */
export async function getAll(table: Table, keys: readonly Key[]): Promise<Item[]> {
  const found: Item[] = [];
  for (let i = 0; i < keys.length; i += BATCH_GET_ITEMS) {
    let wanted: Item[] = keys.slice(i, i + BATCH_GET_ITEMS).map(keyOf);
    for (let attempt = 0; wanted.length > 0; attempt++) {
      if (attempt > 0) await backOff(attempt);
      const answer = await table.client.send(
        new BatchGetItemCommand({ RequestItems: { [table.name]: { Keys: wanted, ConsistentRead: true } } }),
      );
      found.push(...(answer.Responses?.[table.name] ?? []));
      wanted = answer.UnprocessedKeys?.[table.name]?.Keys ?? [];
    }
  }
  return found;
}

/** Puts items in batches; what DynamoDB leaves unprocessed is sent again until it is taken. */
export async function putAll(table: Table, items: readonly Item[]): Promise<void> {
  for (let i = 0; i < items.length; i += BATCH_WRITE_ITEMS) {
    let requests = items.slice(i, i + BATCH_WRITE_ITEMS).map((Item) => ({ PutRequest: { Item } }));
    for (let attempt = 0; requests.length > 0; attempt++) {
      if (attempt > 0) await backOff(attempt);
      const answer = await table.client.send(
        new BatchWriteItemCommand({ RequestItems: { [table.name]: requests } }),
      );
      requests = (answer.UnprocessedItems?.[table.name] ?? []) as typeof requests;
    }
  }
}

const MAX_ATTEMPTS = 12;

async function backOff(attempt: number): Promise<void> {
  if (attempt > MAX_ATTEMPTS) throw new Error("Cannot reach DynamoDB's capacity: batches stay unprocessed");
  await sleep(Math.min(3000, 25 * 2 ** attempt) * (0.5 + Math.random() / 2));
}
