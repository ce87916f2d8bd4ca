import { Cron } from "croner";
import { expect, test } from "vitest";
import { cronerPattern } from "../../../infra/local/schedule-expression.ts";

/** The first times after midnight of 1 November 2026, a Sunday, in the zone. */
function nextTimes(expression: string, timezone: string, count: number): string[] {
  const clock = new Cron(cronerPattern(expression), { timezone, paused: true });
  return clock.nextRuns(count, new Date("2026-11-01T00:00:00Z")).map((time) => time.toISOString());
}

test.for<[string, string, string[]]>([
  ["cron(15 4 * * ? *)", "UTC", ["2026-11-01T04:15:00.000Z", "2026-11-02T04:15:00.000Z"]],
  ["cron(15 4 * * ? *)", "Asia/Kathmandu", ["2026-11-01T22:30:00.000Z", "2026-11-02T22:30:00.000Z"]],
  ["cron(45 * * * ? *)", "UTC", ["2026-11-01T00:45:00.000Z", "2026-11-01T01:45:00.000Z"]],
  ["cron(0 8 ? * MON-FRI *)", "UTC", ["2026-11-02T08:00:00.000Z", "2026-11-03T08:00:00.000Z"]],
  ["cron(0 8 ? * 2 *)", "UTC", ["2026-11-02T08:00:00.000Z", "2026-11-09T08:00:00.000Z"]],
  ["cron(0 8 ? * 6#3 *)", "UTC", ["2026-11-20T08:00:00.000Z", "2026-12-18T08:00:00.000Z"]],
  ["cron(0 8 L * ? *)", "UTC", ["2026-11-30T08:00:00.000Z", "2026-12-31T08:00:00.000Z"]],
  ["cron(0/20 9 * * ? 2027)", "UTC", ["2027-01-01T09:00:00.000Z", "2027-01-01T09:20:00.000Z"]],
  ["rate(1 hour)", "UTC", ["2026-11-01T01:00:00.000Z", "2026-11-01T02:00:00.000Z"]],
  ["rate(5 minutes)", "UTC", ["2026-11-01T00:05:00.000Z", "2026-11-01T00:10:00.000Z"]],
])("%s in %s comes at %j", ([expression, zone, expected]) => {
  expect(nextTimes(expression, zone, expected.length)).toEqual(expected);
});

test("04:15 in New York is an hour later in UTC from the day the clocks go back", () => {
  expect(nextTimes("cron(15 4 * * ? *)", "America/New_York", 1)).toEqual(["2026-11-01T09:15:00.000Z"]);
  const summer = new Cron(cronerPattern("cron(15 4 * * ? *)"), {
    timezone: "America/New_York",
    paused: true,
  });
  expect(summer.nextRun(new Date("2026-10-31T00:00:00Z"))?.toISOString()).toBe("2026-10-31T08:15:00.000Z");
});

test.for([
  "15 4 * * ? *",
  "cron(15 4 * * *)",
  "cron(15 4 * * * *)",
  "cron(15 4 ? * ? *)",
  "rate(0 minutes)",
  "rate(90 minutes)",
  "at(2026-11-20T00:00:00)",
])("%s is no schedule that can run here", (expression) => {
  expect(() => cronerPattern(expression)).toThrow(SyntaxError);
});
