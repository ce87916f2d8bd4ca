import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { unzipParts } from "../../lib/workbook/unzip.ts";
import { Zip } from "../../lib/workbook/zip.ts";

async function* chunks(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text);
}

async function archive(zip = new Zip(6)) {
  const bytes: Uint8Array[] = [...zip.whole("a/één.xml", "<a/>")];
  for await (const chunk of zip.streamed("b.xml", chunks("<b>", "x".repeat(1000), "</b>"))) bytes.push(chunk);
  bytes.push(...zip.whole("c.xml", "<c/>"), zip.end());
  return Buffer.concat(bytes);
}

test("Entries written whole and streamed are read back by another zip reader", async () => {
  const parts = await unzipParts(await archive());
  expect([...parts]).toEqual([
    ["a/één.xml", "<a/>"],
    ["b.xml", `<b>${"x".repeat(1000)}</b>`],
    ["c.xml", "<c/>"],
  ]);
});

test("Archives beyond 4 GB point to their entries with 64 bits", async () => {
  const bytes = await archive(new Zip(6, 50));
  expect(bytes.includes(Buffer.from("PK\u0006\u0006"))).toBe(true);
  expect([...(await unzipParts(bytes)).keys()]).toEqual(["a/één.xml", "b.xml", "c.xml"]);
});

test("Equal content gives equal bytes", async () => {
  expect(crc32(await archive())).toBe(crc32(await archive()));
});

test("A source that fails while it is read fails the archive", async () => {
  async function* broken() {
    yield Buffer.from("<b>");
    throw new RangeError("Cannot read row 2");
  }
  const drain = async () => {
    for await (const chunk of new Zip(6).streamed("b.xml", broken())) expect(chunk).toBeDefined();
  };
  await expect(drain()).rejects.toThrow("Cannot read row 2");
});
