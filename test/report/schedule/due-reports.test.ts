import { expect, test } from "vitest";
import { dueReports, olderReports } from "../../../lib/report/schedule/due-reports.ts";
import type { CalendarPeriod } from "../../../lib/time/period.ts";

const all = async () => true;
const none = async () => false;

test("at night the day that just ended is due, also if it is empty among others: silence would be ambiguous", async () => {
  const calls = async ({ label }: CalendarPeriod) => label === "2026-11-17";
  const due = await dueReports(new Date("2026-11-21T04:15:00Z"), "UTC", calls);
  expect(due.map(({ period }) => period)).toEqual(["2026-11-20", "2026-11-17"]);
});

test("before the first log there is no report", async () => {
  expect(await dueReports(new Date("2026-11-21T04:15:00Z"), "UTC", none)).toEqual([]);
});

test("recent days with calls are looked at again, so that a late log revises its report", async () => {
  const due = await dueReports(new Date("2026-11-21T04:15:00Z"), "UTC", all);
  const days = due.filter(({ kind }) => kind === "day").map(({ period }) => period);
  expect(days).toContain("2026-11-13");
  expect(days[0]).toBe("2026-11-20");
});

test("the night after a Sunday that ends a month brings the day first, then the week, and the month last", async () => {
  const due = await dueReports(new Date("2027-02-01T04:15:00Z"), "UTC", all);
  expect(due[0]).toEqual({ kind: "day", period: "2027-01-31", zone: "UTC" });
  expect(due.slice(-3).map(({ period }) => period)).toEqual(["2027-W04", "2027-W03", "2027-01"]);
});

test("a day is not due before its grace is over in the customer's zone", async () => {
  const due = await dueReports(new Date("2026-11-21T02:00:00Z"), "Europe/Kyiv", all);
  expect(due[0]).toEqual({ kind: "day", period: "2026-11-20", zone: "Europe/Kyiv" });
  const early = await dueReports(new Date("2026-11-21T01:00:00Z"), "Europe/Kyiv", all);
  expect(early[0]).toEqual({ kind: "day", period: "2026-11-19", zone: "Europe/Kyiv" });
});

test("a log of long ago touches the day, week and month that it tells of, and none that is looked at anyway", () => {
  const hours = ["2026-10-05T22", "2026-11-19T10"].map((hour) => Date.parse(`${hour}:00:00Z`) * 1000);
  expect(olderReports(hours, "Europe/Berlin", new Date("2026-11-21T04:15:00Z"))).toEqual([
    { kind: "day", period: "2026-10-06", zone: "Europe/Berlin" },
    { kind: "week", period: "2026-W41", zone: "Europe/Berlin" },
    { kind: "month", period: "2026-10", zone: "Europe/Berlin" },
  ]);
});
