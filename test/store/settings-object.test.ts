import { PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SETTINGS_KEY } from "../../lib/names.ts";
import { DEFAULT_SETTINGS } from "../../lib/settings/settings.ts";
import { readSettings } from "../../lib/store/settings-object.ts";
import { type Storage, startStorage, UPLOADS } from "../support/storage.ts";

let storage: Storage;
beforeAll(async () => {
  storage = await startStorage();
});
afterAll(() => storage.stop());

const read = () => readSettings(storage.s3, UPLOADS);
const put = (Body: string) =>
  storage.s3.send(new PutObjectCommand({ Bucket: UPLOADS, Key: SETTINGS_KEY, Body }));

test("without an object the defaults hold; with one, what it says", async () => {
  expect(await read()).toBe(DEFAULT_SETTINGS);
  await put('{"retryMinutes": 30}');
  expect(await read()).toMatchObject({ retryMinutes: 30 });
});

test("settings that are no JSON, or no settings, are refused by name and never taken for the defaults", async () => {
  await put("{zone: Berlin}");
  await expect(read()).rejects.toThrow(`Cannot use settings: "${SETTINGS_KEY}" is not JSON`);
  await put('{"retryMinutes": "soon"}');
  await expect(read()).rejects.toThrow(TypeError);
});

test("a bucket that cannot be read is an error, not a bucket without settings", async () => {
  await expect(readSettings(storage.s3, "no-such-bucket")).rejects.toThrow();
});
