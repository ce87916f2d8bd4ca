import { GetObjectCommand } from "@aws-sdk/client-s3";
import ExcelJS from "exceljs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { summaryText } from "../../infra/local/cli/summary-text.ts";
import { ingestUpload } from "../../lib/ingest/ingest-upload.ts";
import { makeReport } from "../../lib/report/make-report.ts";
import type { ReportRequest } from "../../lib/report/schedule/report-request.ts";
import { DEFAULT_SETTINGS, parseSettings } from "../../lib/settings/settings.ts";
import { fileIdOf } from "../../lib/store/keys.ts";
import { latestReport, type ReportItem } from "../../lib/store/reports.ts";
import type { Table } from "../../lib/store/table.ts";
import { Killed, mortalClient, REPORTS, type Storage, startStorage, UPLOADS } from "../support/storage.ts";

let storage: Storage;
beforeAll(async () => {
  storage = await startStorage();
});
afterAll(() => storage.stop());

const HEADER = "time,call_id,event,code,gateway,from,to\n";

function failedCall(id: string, time: string, code: number): string {
  return `${time},${id},invite,,north,1001,4930\n${time},${id},response,${code},north,1001,4930\n`;
}

async function ingest(key: string, rows: string): Promise<string> {
  const upload = await storage.upload(key, HEADER + rows);
  const services = { s3: storage.s3, announce: async () => {}, now: () => new Date(), retentionDays: 30 };
  await ingestUpload({ ...services, table: storage.table }, upload, DEFAULT_SETTINGS);
  return fileIdOf(UPLOADS, key);
}

function make(
  request: ReportRequest,
  table: Table = storage.table,
  settings = DEFAULT_SETTINGS,
): Promise<ReportItem> {
  return makeReport(
    {
      s3: storage.s3,
      table,
      reportsBucket: REPORTS,
      settings,
      now: () => new Date("2026-11-21T04:15:00Z"),
    },
    request,
  );
}

const day = (period: string, zone = "UTC"): ReportRequest => ({ kind: "day", period, zone });

async function sheetsOf(report: ReportItem): Promise<ExcelJS.Workbook> {
  const object = await storage.s3.send(new GetObjectCommand({ Bucket: REPORTS, Key: report.objectKey }));
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await object.Body!.transformToByteArray()).buffer as ArrayBuffer);
  return workbook;
}

test("the report of a day counts its calls and lists them in the workbook", async () => {
  await ingest(
    "uploads/a/one.csv",
    failedCall("k1", "2026-10-01T10:00:00Z", 486) + failedCall("k2", "2026-10-02T10:00:00Z", 404),
  );
  const report = await make(day("2026-10-01"));
  expect(report).toMatchObject({ revision: 1, totals: { calls: 1, answered: 0 } });
  const calls = (await sheetsOf(report)).getWorksheet("Calls")!;
  expect(JSON.stringify(calls.getSheetValues())).toContain("k1");
  expect(JSON.stringify(calls.getSheetValues())).not.toContain("k2");
});

test("the terminal says of a response what the workbook says, by the settings where they speak", async () => {
  await ingest("uploads/told/one.csv", failedCall("t1", "2026-10-03T10:00:00Z", 403));
  const override = {
    gateway: "north",
    code: 403,
    responsible: "us: settings",
    cause: "the balance is empty",
    action: "Top up the account",
  };
  const settings = parseSettings({ sources: { told: { overrides: [override] } } });
  const report = await make(day("2026-10-03"), storage.table, settings);
  const workbook = await sheetsOf(report);
  const row = JSON.stringify(workbook.getWorksheet("Responses")!.getSheetValues());
  const text = summaryText((await latestReport(storage.table, "day", "2026-10-03@UTC"))!);
  expect(text).toContain("403 Forbidden: the balance is empty");
  expect(text).toContain("→ us: settings: Top up the account");
  for (const words of ["The balance is empty", "us: settings", "Top up the account"])
    expect(row).toContain(words);
});

test("a day is a day in the zone of the report", async () => {
  await ingest("uploads/b/zone.csv", failedCall("late", "2026-10-05T22:30:00Z", 486));
  expect((await make(day("2026-10-05"))).totals?.calls).toBe(1);
  expect((await make(day("2026-10-06", "Europe/Berlin"))).totals?.calls).toBe(1);
  expect((await make(day("2026-10-05", "Europe/Berlin"))).totals?.calls).toBe(0);
});

test("asked again with nothing new, it is the report that exists, and so with an identical upload under another name", async () => {
  const rows = failedCall("k3", "2026-10-08T10:00:00Z", 503);
  await ingest("uploads/c/first.csv", rows);
  const first = await make(day("2026-10-08"));
  expect(await make(day("2026-10-08"))).toEqual(first);
  await ingest("uploads/c/copy.csv", rows);
  expect(await make(day("2026-10-08"))).toEqual(first);
});

test("a late log makes a second revision that says what changed", async () => {
  await ingest("uploads/d/morning.csv", failedCall("k4", "2026-10-09T08:00:00Z", 486));
  await make(day("2026-10-09"));
  await ingest("uploads/d/late.csv", failedCall("k5", "2026-10-09T20:00:00Z", 404));
  const second = await make(day("2026-10-09"));
  expect(second).toMatchObject({ revision: 2, totals: { calls: 2 } });
  const summary = (await sheetsOf(second)).getWorksheet("Summary")!;
  expect(JSON.stringify(summary.getSheetValues())).toContain("Since revision 1: calls 1 → 2");
});

test("two that make the same report at once end with one revision", async () => {
  await ingest("uploads/e/x.csv", failedCall("k6", "2026-10-12T08:00:00Z", 486));
  const [a, b] = await Promise.all([make(day("2026-10-12")), make(day("2026-10-12"))]);
  expect(a!.revision).toBe(1);
  expect(b).toEqual(a);
});

test("killed at any request and asked again, it is made all the same", async () => {
  const fileId = await ingest("uploads/f/x.csv", failedCall("k7", "2026-10-13T08:00:00Z", 486));
  const request: ReportRequest = { kind: "set", fileIds: [fileId], zone: "UTC" };
  for (const lifetime of [1, 2, 20, 35]) {
    await expect(make(request, mortalClient(storage.table, lifetime, true))).rejects.toThrow(Killed);
  }
  expect(await make(request)).toMatchObject({ revision: 1, totals: { calls: 1 } });
});

test("the report of a set of uploads covers their calls whatever their days", async () => {
  const ids = [
    await ingest("uploads/g/old.csv", failedCall("k8", "2005-07-04T09:32:52Z", 486)),
    await ingest("uploads/g/new.csv", failedCall("k9", "2026-10-14T08:00:00Z", 404)),
  ];
  const report = await make({ kind: "set", fileIds: ids, zone: "UTC" });
  expect(report.totals?.calls).toBe(2);
  expect(report.label).toBe("new.csv and 1 more");
});

test("a log that could not be read shows in the report of the day on which it came", async () => {
  const upload = await storage.upload("uploads/h/bad.csv", "nothing of use\n");
  const now = () => new Date("2026-10-15T12:00:00Z");
  const services = { s3: storage.s3, table: storage.table, announce: async () => {}, now, retentionDays: 30 };
  await ingestUpload(services, upload, DEFAULT_SETTINGS);
  const quality = (await sheetsOf(await make(day("2026-10-15")))).getWorksheet("Data quality")!;
  expect(JSON.stringify(quality.getSheetValues())).toContain("uploads/h/bad.csv");
});

test("the log of the next day does not touch the report of the day before it, nor its files", async () => {
  await ingest("uploads/i/first.csv", failedCall("n1", "2026-10-20T23:00:00Z", 486));
  const first = await make(day("2026-10-20"));
  await ingest("uploads/i/next.csv", failedCall("n2", "2026-10-21T01:00:00Z", 486));
  expect(await make(day("2026-10-20"))).toMatchObject({ revision: 1, objectKey: first.objectKey });
  await ingest("uploads/i/more.csv", failedCall("n3", "2026-10-20T22:00:00Z", 486));
  const quality = (await sheetsOf(await make(day("2026-10-20")))).getWorksheet("Data quality")!;
  expect(JSON.stringify(quality.getSheetValues())).toContain("uploads/i/more.csv");
  expect(JSON.stringify(quality.getSheetValues())).not.toContain("uploads/i/next.csv");
});

test("the end of a call that arrives with the log of the next day revises the day on which it began", async () => {
  const line = (time: string, rest: string) => `${time},over,${rest},north,1001,4930\n`;
  await ingest(
    "uploads/j/a.csv",
    line("2026-10-23T23:59:00Z", "invite,") + line("2026-10-23T23:59:05Z", "response,200"),
  );
  expect((await make(day("2026-10-23"))).revision).toBe(1);
  await ingest("uploads/j/b.csv", line("2026-10-24T00:01:00Z", "finish,"));
  expect(await make(day("2026-10-23"))).toMatchObject({ revision: 2, totals: { calls: 1 } });
});

test("settings that change what a report says revise it, those of another source do not", async () => {
  await ingest("uploads/k/x.csv", failedCall("s1", "2026-10-26T08:00:00Z", 486));
  await make(day("2026-10-26"));
  const allowed = { allowedPrefixes: { north: ["+44"] } };
  const other = parseSettings({ sources: { elsewhere: allowed } });
  expect((await make(day("2026-10-26"), storage.table, other)).revision).toBe(1);
  const own = parseSettings({ sources: { k: allowed } });
  expect((await make(day("2026-10-26"), storage.table, own)).revision).toBe(2);
});
