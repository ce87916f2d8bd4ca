import { localDayOf, previousDay, type ReportKind, weekPeriod } from "../../time/period.ts";

/** "Sunday 22 November 2026", "Week 47 of 2026, 16 – 22 November", "November 2026"; any other label as it is. */
export function periodTitle(kind: ReportKind, label: string): string {
  if (kind === "day")
    return english(label, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  if (kind === "month") return english(`${label}-01`, { month: "long", year: "numeric" });
  if (kind !== "week") return label;
  const { from, to } = weekPeriod(label, "UTC");
  const short = { day: "numeric", month: "long" } as const;
  const monday = english(localDayOf(from, "UTC"), short);
  const sunday = english(previousDay(localDayOf(to, "UTC")), short);
  return `Week ${Number(label.slice(6))} of ${label.slice(0, 4)}, ${monday} – ${sunday}`;
}

/** Words without commas: whether there are any depends on the runtime's edition of the locale data. */
function english(date: string, options: Intl.DateTimeFormatOptions): string {
  const noon = new Date(`${date}T12:00:00Z`);
  return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" })
    .formatToParts(noon)
    .filter(({ type }) => type !== "literal")
    .map(({ value }) => value)
    .join(" ");
}
