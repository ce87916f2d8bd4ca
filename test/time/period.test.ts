import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import {
  comparedPeriods,
  dayPeriod,
  duePeriods,
  localDayOf,
  monthPeriod,
  nextDay,
  previousDay,
  weekOf,
  weekPeriod,
} from "../../lib/time/period.ts";
import { zoneClock } from "../../lib/time/zone-clock.ts";

const HOUR = 3_600_000_000;
const at = (iso: string) => Date.parse(iso) * 1000;

test.for([
  ["America/New_York", "2026-03-08", "2026-03-08T05:00:00Z", 23],
  ["America/New_York", "2026-11-01", "2026-11-01T04:00:00Z", 25],
  ["Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z", 23],
  ["Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00:00Z", 24.5],
  ["Asia/Kathmandu", "2026-11-22", "2026-11-21T18:15:00Z", 24],
  ["Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z", 0],
  ["Europe/Berlin", "2026-11-22", "2026-11-21T23:00:00Z", 24],
] as const)("the day in %s on %s begins at %s and has %s hours", ([zone, date, from, hours]) => {
  const day = dayPeriod(date, zone);
  expect(day.from).toBe(at(from));
  expect((day.to - day.from) / HOUR).toBe(hours);
  expect(day.label).toBe(date);
});

const ZONES = [
  "America/New_York",
  "Africa/Cairo",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Pacific/Apia",
  "UTC",
];

test("days of a zone follow each other without gap and without overlap", () => {
  for (const zone of ZONES) {
    let date = "2025-12-28";
    for (let i = 0; i < 400; i++, date = nextDay(date)) {
      expect(dayPeriod(date, zone).to).toBe(dayPeriod(nextDay(date), zone).from);
    }
  }
});

test("every instant belongs to the one day whose bounds it is within", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.integer({ min: at("2009-01-01T00:00Z"), max: at("2040-01-01T00:00Z") }),
      (zone, instant) => {
        const day = dayPeriod(localDayOf(instant, zone), zone);
        return day.from <= instant && instant < day.to;
      },
    ),
    { numRuns: 500 },
  );
});

test("the fast clock reads the same day, hour and weekday as the calendar, in any order of instants", () => {
  for (const zone of ZONES) {
    const clock = zoneClock(zone);
    fc.assert(
      fc.property(fc.integer({ min: at("2009-01-01T00:00Z"), max: at("2040-01-01T00:00Z") }), (instant) => {
        const moment = Temporal.Instant.fromEpochMilliseconds(Math.floor(instant / 1000)).toZonedDateTimeISO(
          zone,
        );
        expect(clock.dayOf(instant)).toBe(moment.toPlainDate().toString());
        expect(clock.hourOf(instant)).toBe(moment.hour);
        expect(clock.weekdayOf(instant)).toBe(moment.dayOfWeek - 1);
      }),
      { numRuns: 300 },
    );
  }
});

test("the fast clock is right at the very instants at which New York changes its clocks", () => {
  const clock = zoneClock("America/New_York");
  expect(clock.hourOf(at("2026-03-08T06:59:59.999Z") + 999)).toBe(1);
  expect(clock.hourOf(at("2026-03-08T07:00:00Z"))).toBe(3);
  expect(clock.hourOf(at("2026-11-01T05:59:59Z"))).toBe(1);
  expect(clock.hourOf(at("2026-11-01T06:00:00Z"))).toBe(1);
  expect(clock.hourOf(at("2026-11-01T07:00:00Z"))).toBe(2);
});

test("week 1 is the week with 4 January, and a year without a week 53 has none", () => {
  expect(weekOf("2027-01-01")).toBe("2026-W53");
  expect(weekPeriod("2026-W53", "UTC").from).toBe(at("2026-12-28T00:00:00Z"));
  expect(() => weekPeriod("2027-W53", "UTC")).toThrow("no such week");
  expect(() => weekPeriod("2027-53", "UTC")).toThrow("2026-W47");
});

test("a week with a clock change is an hour longer, February is 28 days", () => {
  const week = weekPeriod("2026-W43", "Europe/Berlin");
  expect((week.to - week.from) / HOUR).toBe(7 * 24 + 1);
  const month = monthPeriod("2026-02", "UTC");
  expect((month.to - month.from) / HOUR).toBe(28 * 24);
});

test("a day's report is due four hours after the day ended, not a minute sooner", () => {
  const labels = (iso: string) => duePeriods(at(iso), "Europe/Berlin").map((period) => period.label);
  expect(labels("2026-11-23T02:59:59Z")).toEqual(["2026-11-21"]);
  expect(labels("2026-11-23T03:00:00Z")).toEqual(["2026-11-22"]);
});

test("a week and a month are due with the last day that they contain", () => {
  const kinds = ["day", "week", "month"] as const;
  const due = (iso: string) => duePeriods(at(iso), "UTC", { kinds }).map((period) => period.label);
  expect(due("2026-11-23T04:15:00Z")).toEqual(["2026-11-22", "2026-W47"]);
  expect(due("2026-12-01T04:15:00Z")).toEqual(["2026-11-30", "2026-11"]);
  expect(due("2026-12-02T04:15:00Z")).toEqual(["2026-12-01"]);
});

test("looking back a week gives each missed day once, oldest first, and no report for the day that Apia left out", () => {
  const due = duePeriods(at("2012-01-02T20:00:00Z"), "Pacific/Apia", { days: 5 });
  expect(due.map((period) => period.label)).toEqual(["2011-12-29", "2011-12-31", "2012-01-01", "2012-01-02"]);
});

test("a day is compared with the day before and the same weekday, also over a clock change", () => {
  const [before, weekday] = comparedPeriods(dayPeriod("2026-03-09", "America/New_York"));
  expect(before?.label).toBe("2026-03-08");
  expect(weekday?.label).toBe("2026-03-02");
  expect((before!.to - before!.from) / HOUR).toBe(23);
  expect(previousDay("2026-03-01")).toBe("2026-02-28");
});

test("a week is compared with the week before and a month with the month before", () => {
  expect(comparedPeriods(weekPeriod("2027-W01", "UTC")).map(({ label }) => label)).toEqual(["2026-W53"]);
  expect(comparedPeriods(monthPeriod("2027-01", "UTC")).map(({ label }) => label)).toEqual(["2026-12"]);
});
