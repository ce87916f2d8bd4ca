import { expect, test } from "vitest";
import { reportNotification, unreadLogNotification } from "../../lib/delivery/notification.ts";
import { REPORT } from "./services.ts";

const LINK = "https://example.test/r/token";

test("the mail says in its subject how many calls there were, and carries the link", () => {
  const { subject, message } = reportNotification(REPORT, LINK, 30);
  expect(subject).toBe("SIP response report Friday, 20 November 2026: 5,022 calls, 1,927 answered");
  expect(message).toContain("- Alderwick: 261 calls refused with 403\n");
  expect(message).toContain(`Workbook: ${LINK}\nThe link works for 30 days`);
});

test("one call is a call, and figures that an older release stored otherwise are left out", () => {
  const one = { ...REPORT, totals: { ...REPORT.totals!, calls: 1, answered: 0 } };
  expect(reportNotification(one, LINK, 30).subject).toContain(": 1 call, 0 answered");
  const { subject, message } = reportNotification({ ...REPORT, totals: null }, LINK, 30);
  expect(subject).toBe("SIP response report Friday, 20 November 2026");
  expect(message).not.toContain("answered");
});

test("a revised report says so", () => {
  expect(reportNotification({ ...REPORT, revision: 2 }, LINK, 30).subject).toContain("2026, revision 2:");
});

test("a subject is ASCII on one line below 100 characters, whatever the files are called", () => {
  const { subject } = reportNotification(
    { ...REPORT, label: `журнал\r\nBcc: é ${"x".repeat(200)}` },
    LINK,
    30,
  );
  expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
});

test("no telephone number leaves by mail", () => {
  const summary = ["+442079460123 fails everywhere, 0049 30 on 2026-11-20 twice"];
  const { message, subject } = reportNotification(
    { ...REPORT, label: "447700900123.csv", summary },
    LINK,
    30,
  );
  expect(message).toContain("- +442… fails everywhere, 0049 30 on 2026-11-20 twice");
  expect(message + subject).not.toMatch(/\d{7}/);
});

test("the mail about a log that could not be read names it, the reason and the first lines", () => {
  const { subject, message } = unreadLogNotification({
    key: "uploads/pbx/447700900123.csv",
    reason: "No record could be used",
    rejections: Array.from({ length: 9 }, (_, n) => ({ line: n + 2, reason: "Unknown event" })),
  });
  expect(subject).toBe("SIP response report: call log uploads/pbx/4477....csv could not be read");
  expect(message).toContain("No record could be used\n- line 2: Unknown event\n");
  expect(message).toContain("- line 6: Unknown event\n\nThis version is not counted");
});
