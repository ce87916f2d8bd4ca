import { afterAll, beforeAll, expect, test } from "vitest";
import {
  confirmReport,
  getReport,
  latestReport,
  markNotified,
  putReport,
  type ReportItem,
  WORKBOOK_TYPE,
} from "../../lib/store/reports.ts";
import { type Storage, startStorage } from "../support/storage.ts";
import { NO_CALLS } from "../support/totals.ts";

let storage: Storage;
beforeAll(async () => {
  storage = await startStorage();
});
afterAll(() => storage.stop());

const revision = (period: string, n: number, more: Partial<ReportItem> = {}): ReportItem => ({
  kind: "day",
  period,
  revision: n,
  fingerprint: `f${n}`,
  factsDigest: `d${n}`,
  label: "Friday 20 November 2026",
  objectKey: `reports/${n}.xlsx`,
  filename: "sip-responses.xlsx",
  bytes: 1234,
  attachments: [
    {
      role: "twin",
      name: "calls.csv",
      objectKey: "twins/1.csv",
      filename: "calls.csv",
      contentType: "text/csv",
      bytes: 7,
    },
    {
      role: "ticket",
      name: "Fig",
      objectKey: "tickets/1.xlsx",
      filename: "Fig.xlsx",
      contentType: WORKBOOK_TYPE,
      bytes: 8,
    },
  ],
  fileIds: ["a", "b"],
  totals: NO_CALLS,
  summary: ["Fig stalled from 9:00 to 9:30"],
  responses: [
    {
      code: 486,
      label: "486",
      phrase: "Busy Here",
      outcome: "busy",
      meaning: "m",
      responsible: "subscriber",
      action: "a",
      calls: 3,
    },
  ],
  madeAt: "2026-11-21T02:00:00.000Z",
  notifiedAt: "",
  ...more,
});

test("a report is read back as it was stored", async () => {
  const report = revision("2026-11-20@UTC", 1);
  expect(await putReport(storage.table, report)).toBe(true);
  expect(await getReport(storage.table, "day", "2026-11-20@UTC", 1)).toEqual(report);
  expect(await getReport(storage.table, "day", "2026-11-20@UTC", 2)).toBeUndefined();
  expect(await getReport(storage.table, "week", "2026-11-20@UTC", 1)).toBeUndefined();
});

test("a revision is made once: the second one who makes it is told so, and changes nothing", async () => {
  const first = revision("2026-11-19@UTC", 1);
  expect(await putReport(storage.table, first)).toBe(true);
  expect(await putReport(storage.table, { ...first, label: "another" })).toBe(false);
  expect(await getReport(storage.table, "day", "2026-11-19@UTC", 1)).toEqual(first);
});

test("the latest revision is the one with the greatest number, also beyond ten", async () => {
  for (const n of [2, 11, 1]) await putReport(storage.table, revision("2026-11-18@UTC", n));
  expect((await latestReport(storage.table, "day", "2026-11-18@UTC"))!.revision).toBe(11);
  expect(await latestReport(storage.table, "day", "2026-11-1")).toBeUndefined();
  expect(await latestReport(storage.table, "week", "2026-11-18@UTC")).toBeUndefined();
});

test("what is noted later changes that alone", async () => {
  const report = revision("2026-11-17@UTC", 1);
  await putReport(storage.table, report);
  await confirmReport(storage.table, report, "f9");
  await markNotified(storage.table, report, new Date("2026-11-21T03:00:00Z"));
  expect(await latestReport(storage.table, "day", "2026-11-17@UTC")).toEqual({
    ...report,
    fingerprint: "f9",
    notifiedAt: "2026-11-21T03:00:00.000Z",
  });
});

test("a table that does not answer is an error, not a revision that exists", async () => {
  const missing = { ...storage.table, name: "missing" };
  await expect(putReport(missing, revision("2026-11-16@UTC", 1))).rejects.toThrow();
});
