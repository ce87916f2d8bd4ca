import type { Ticket, TicketProblem } from "../../analysis/content/report-content.ts";
import type { Call } from "../../calls/call.ts";
import type { Column } from "../../workbook/column.ts";
import type { Page, PageSheet } from "../../workbook/workbook-spec.ts";
import { gatewayLabel } from "./gateway-label.ts";
import { localTime } from "./local-time.ts";
import type { SheetContext } from "./sheet-context.ts";
import { ticketPeriod } from "./ticket-period.ts";
import { timeline } from "./timeline.ts";

/** Enough for a provider to find the pattern, little enough to be read and mailed. */
const MAX_CALLS = 300;
const UTC = localTime("UTC");

/** A letter to one provider: greeting, problems one by one, the calls of each. */
export function ticketSheet(ticket: Ticket, number: number, context: SheetContext): PageSheet {
  const { content, text } = context;
  const columns = ticketColumns(context);
  const gateway = gatewayLabel(ticket.gateway, text);
  const { period } = content.heading;
  return {
    name: text.sheets.ticket(gateway),
    widths: columns.map(({ width }) => width),
    tabColor: "E0A526",
    write(page) {
      const calls = new Set(ticket.problems.flatMap((problem) => problem.calls)).size;
      page.text("title", text.ticket.title(gateway));
      page.skip();
      page.text("body", text.ticket.greeting);
      page.text("body", text.ticket.opening(text.numbers.count(calls), ticketPeriod(content.heading)));
      page.text("note", text.ticket.zones(period.zone));
      // As the times of its calls: the provider's zone is not known.
      const told = text.findingTexts(content.findings, content.calls, "UTC");
      ticket.problems.forEach((problem, index) => {
        const title = problem.finding === null ? problem.response : told.get(problem.finding)!.title;
        writeProblem(
          page,
          problem,
          text.ticket.problem(index + 1, title),
          `Ticket${number}_${index + 1}`,
          columns,
          context,
        );
      });
      page.skip();
      page.text("body", text.ticket.closing);
    },
  };
}

function writeProblem(
  page: Page,
  problem: TicketProblem,
  heading: string,
  table: string,
  columns: readonly Column<Call>[],
  { content, text }: SheetContext,
): void {
  const shown = problem.calls.slice(0, MAX_CALLS).map((index) => content.attempts.all[index]!);
  page.skip();
  page.text("heading", heading);
  page.text("body", text.ticket.span(UTC.minute(problem.from), UTC.minute(problem.to), problem.calls.length));
  if (problem.ask) page.text("strong", problem.ask);
  page.table({ name: table, columns, rows: shown });
  if (shown.length < problem.calls.length)
    page.text("note", text.ticket.cut(shown.length, problem.calls.length));
}

function ticketColumns({ content, text }: SheetContext): Column<Call>[] {
  const { headers } = text;
  const { zone } = content.heading.period;
  const local: Column<Call> = {
    header: headers.startIn(zone),
    kind: "time",
    width: 20,
    value: ({ start }) => start || null,
  };
  return [
    { header: headers.startUtc, kind: "time", width: 20, value: ({ start }) => start || null, zone: "UTC" },
    ...(zone === "UTC" ? [] : [local]),
    { header: headers.callId, kind: "text", width: 40, value: ({ callId }) => callId },
    { header: headers.from, kind: "text", width: 18, value: ({ from }) => from },
    { header: headers.to, kind: "text", width: 18, value: ({ to }) => to },
    { header: headers.code, kind: "integer", width: 11, value: ({ lastResponse }) => lastResponse },
    { header: headers.timeline, kind: "wrapped", width: 36, value: timeline },
    { header: headers.gap, kind: "seconds", width: 10, value: ({ tryingGapMs }) => tryingGapMs },
    { header: headers.reason, kind: "wrapped", width: 28, value: ({ reason }) => reason },
    { header: headers.q850, kind: "integer", width: 8, value: ({ q850 }) => q850 },
  ];
}
