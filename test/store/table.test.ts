import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  getAll,
  type Item,
  keyOf,
  putAll,
  queryPrefix,
  queryRange,
  type Table,
} from "../../lib/store/table.ts";
import { type Storage, startStorage } from "../support/storage.ts";

/** What the code waited for, in milliseconds. The tests do not wait for it. */
const waits: number[] = vi.hoisted(() => []);
vi.mock("node:timers/promises", () => ({ setTimeout: async (ms: number) => void waits.push(ms) }));

let storage: Storage;
beforeAll(async () => {
  storage = await startStorage();
});
afterAll(() => storage.stop());

const item = (pk: string, n: number, size = 0): Item => ({
  ...keyOf({ pk, sk: `ITEM#${String(n).padStart(4, "0")}` }),
  text: { S: "x".repeat(size) },
});
const sortKeys = (items: readonly Item[]) => items.map(({ sk }) => sk!.S!);

/** The table behind a client that leaves all but the first `taken` requests of a batch undone. */
function busyTable(taken: number): { table: Table; batches: number[] } {
  const { endpoint, credentials, region } = storage.table.client.config;
  const { name } = storage.table;
  const client = new DynamoDBClient({ region, credentials, endpoint });
  const batches: number[] = [];
  client.middlewareStack.add(
    (next) => async (args) => {
      const asked = (args.input as { RequestItems: Record<string, object> }).RequestItems[name]!;
      const requests: readonly unknown[] = Array.isArray(asked) ? asked : (asked as { Keys: unknown[] }).Keys;
      const batchOf = (some: readonly unknown[]) =>
        some.length === 0 ? {} : { [name]: Array.isArray(asked) ? some : { ...asked, Keys: some } };
      batches.push(requests.length);
      const [now, left] = [requests.slice(0, taken), batchOf(requests.slice(taken))];
      const { response, output } =
        now.length === 0
          ? { response: undefined, output: {} }
          : await next({ ...args, input: { RequestItems: batchOf(now) } as typeof args.input });
      const undone = Array.isArray(asked) ? { UnprocessedItems: left } : { UnprocessedKeys: left };
      return { response, output: { ...output, ...undone } as never };
    },
    { step: "initialize" },
  );
  return { table: { client, name }, batches };
}

async function all(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const one of items) found.push(one);
  return found;
}

test("more items than one batch takes are put and got, each once; those that do not exist are left out", async () => {
  const items = Array.from({ length: 130 }, (_, n) => item("batches", n));
  await putAll(storage.table, items);
  const keys = Array.from({ length: 140 }, (_, n) => ({
    pk: "batches",
    sk: `ITEM#${String(n).padStart(4, "0")}`,
  }));
  expect(sortKeys(await getAll(storage.table, keys)).sort()).toEqual(sortKeys(items));
  expect(await getAll(storage.table, [])).toEqual([]);
});

test("a range has both its ends, in order, over as many pages as it takes", async () => {
  // A page of a query ends at 1 MB.
  const items = Array.from({ length: 12 }, (_, n) => item("pages", n, 300_000));
  await putAll(storage.table, items);
  expect(sortKeys(await all(queryPrefix(storage.table, "pages", "ITEM#")))).toEqual(sortKeys(items));
  expect(sortKeys(await all(queryRange(storage.table, "pages", "ITEM#0003", "ITEM#0005")))).toEqual([
    "ITEM#0003",
    "ITEM#0004",
    "ITEM#0005",
  ]);
  expect(await all(queryPrefix(storage.table, "pages", "OTHER#"))).toEqual([]);
});

test("what a busy table leaves undone is asked again until it is done", async () => {
  const { table, batches } = busyTable(10);
  const items = Array.from({ length: 25 }, (_, n) => item("busy", n));
  await putAll(table, items);
  expect(batches).toEqual([25, 15, 5]);
  expect(await all(queryPrefix(storage.table, "busy", "ITEM#"))).toHaveLength(25);
  const found = await getAll(
    table,
    items.map(({ pk, sk }) => ({ pk: pk!.S!, sk: sk!.S! })),
  );
  expect(batches).toEqual([25, 15, 5, 25, 15, 5]);
  expect(sortKeys(found).sort()).toEqual(sortKeys(items));
});

test("a table that takes nothing any more is an error after a dozen pauses, each longer, none over 3 s", async () => {
  waits.length = 0;
  const { table, batches } = busyTable(0);
  await expect(putAll(table, [item("full", 1)])).rejects.toThrow("Cannot reach DynamoDB's capacity");
  expect(batches).toHaveLength(13);
  expect(waits).toHaveLength(12);
  expect(waits[0]).toBeGreaterThanOrEqual(25);
  expect(waits[0]).toBeLessThanOrEqual(50);
  expect(waits.at(-1)).toBeGreaterThanOrEqual(1500);
  expect(Math.max(...waits)).toBeLessThanOrEqual(3000);
});
