import type { HourCell } from "../../analysis/content/report-content.ts";
import type { Column } from "../../workbook/column.ts";
import type { PageSheet } from "../../workbook/workbook-spec.ts";
import type { SheetContext } from "./sheet-context.ts";
import { classColumns } from "./tally-columns.ts";

type HourRow = HourCell & { readonly hour: number };

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const hourName = (hour: number) => `${String(hour).padStart(2, "0")}:00`;

interface WeekdayRow {
  readonly name: string;
  readonly cells: readonly HourCell[];
}

/** The day hour by hour, and where the period is longer than a day, the week as a heat map. */
export function hoursSheet({ content, text }: SheetContext): PageSheet | undefined {
  if (content.totals.calls === 0) return undefined;
  const { headers, hours } = text;
  const own = hourColumns(text);
  const columns = [...own, ...classColumns<HourRow>(text)];
  const weekdays = content.hours.byWeekday
    .map((cells, weekday): WeekdayRow => ({ cells, name: hours.names[weekday]! }))
    .filter(({ cells }) => cells.some(({ calls }) => calls > 0));
  const ofWeekdays = weekdayColumns(text);
  return {
    name: text.sheets.hours,
    widths: [...columns, ...ofWeekdays.slice(columns.length)].map(({ width }) => width),
    freeze: { rows: 4, columns: 1 },
    printTitleRow: 4,
    write(page) {
      page.text("title", hours.title);
      page.text("note", hours.lead(content.heading.period.zone));
      page.skip();
      const rows = content.hours.byHour.map((cell, hour) => ({ ...cell, hour }));
      const heat = columns.slice(own.length).map(({ header }) => header);
      page.table({ name: "ByHour", columns, rows, bars: [headers.calls], heat });
      if (weekdays.length < 2) return;
      page.skip();
      page.text("heading", hours.weekdays);
      page.table({
        name: "ByWeekday",
        columns: ofWeekdays,
        rows: weekdays,
        heat: ofWeekdays.slice(1).map(({ header }) => header),
      });
    },
  };
}

function hourColumns({ headers }: SheetContext["text"]): Column<HourRow>[] {
  return [
    { header: headers.hour, kind: "word", width: 14, value: ({ hour }) => hourName(hour) },
    { header: headers.calls, kind: "count", width: 9, value: ({ calls }) => calls },
    { header: headers.answered, kind: "count", width: 11, value: ({ answered }) => answered },
    {
      header: headers.notAnswered,
      kind: "count",
      width: 11,
      value: ({ calls, answered }) => calls - answered,
    },
    {
      header: headers.answeredShare,
      kind: "ratio",
      width: 12,
      value: ({ calls, answered }) => (calls ? answered / calls : null),
    },
  ];
}

function weekdayColumns({ headers }: SheetContext["text"]): Column<WeekdayRow>[] {
  return [
    { header: headers.weekday, kind: "word", width: 14, value: ({ name }) => name },
    ...HOURS.map(
      (hour): Column<WeekdayRow> => ({
        header: hourName(hour),
        kind: "count",
        width: 8,
        value: ({ cells }) => cells[hour]?.calls ?? 0,
      }),
    ),
  ];
}
