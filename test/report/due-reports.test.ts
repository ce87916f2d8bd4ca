import { expect, test } from "vitest";
import { dueReports } from "../../lib/report/due-reports.ts";

const all = async () => true;
const none = async () => false;

test("at night the day that just ended is due, also if it is empty: silence would be ambiguous", async () => {
  const due = await dueReports(new Date("2026-11-21T04:15:00Z"), "UTC", none);
  expect(due).toEqual([{ kind: "day", period: "2026-11-20", zone: "UTC" }]);
});

test("recent days with calls are looked at again, so that a late log revises its report", async () => {
  const due = await dueReports(new Date("2026-11-21T04:15:00Z"), "UTC", all);
  const days = due.filter(({ kind }) => kind === "day").map(({ period }) => period);
  expect(days).toContain("2026-11-13");
  expect(days.at(-1)).toBe("2026-11-20");
});

test("the night after a Sunday that ends a month brings the day, the week and the month", async () => {
  const due = await dueReports(new Date("2027-02-01T04:15:00Z"), "UTC", all);
  expect(due.slice(-3)).toEqual([
    { kind: "day", period: "2027-01-31", zone: "UTC" },
    { kind: "week", period: "2027-W04", zone: "UTC" },
    { kind: "month", period: "2027-01", zone: "UTC" },
  ]);
});

test("a day is not due before its grace is over in the customer's zone", async () => {
  const due = await dueReports(new Date("2026-11-21T02:00:00Z"), "Europe/Kyiv", none);
  expect(due).toEqual([{ kind: "day", period: "2026-11-20", zone: "Europe/Kyiv" }]);
  const early = await dueReports(new Date("2026-11-21T01:00:00Z"), "Europe/Kyiv", none);
  expect(early).toEqual([{ kind: "day", period: "2026-11-19", zone: "Europe/Kyiv" }]);
});
