import { expect, test } from "vitest";
import type { ReportHeading } from "../../../lib/analysis/content/report-content.ts";
import { ticketPeriod } from "../../../lib/report/sheets/ticket-period.ts";

function heading(kind: ReportHeading["kind"], label: string, from: string, to: string): ReportHeading {
  const period = { label, from: Date.parse(from) * 1000, to: Date.parse(to) * 1000, zone: "Europe/Berlin" };
  return { kind, period, revision: 1, madeAt: new Date(0), changes: [] };
}

test("a ticket from uploads names their days and none of our files", () => {
  const one = heading("set", "secret-customer.csv", "2026-11-20T08:00:00Z", "2026-11-20T17:00:00Z");
  expect(ticketPeriod(one)).toBe("2026-11-20");
  const two = heading("file", "secret-customer.csv", "2026-11-20T08:00:00Z", "2026-11-20T23:30:00Z");
  expect(ticketPeriod(two)).toBe("2026-11-20 to 2026-11-21");
});

test("a ticket of a day names the day as people write it", () => {
  const day = heading("day", "2026-11-20", "2026-11-19T23:00:00Z", "2026-11-20T23:00:00Z");
  expect(ticketPeriod(day)).toBe("Friday 20 November 2026");
});
