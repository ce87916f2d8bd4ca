import type { Writable } from "node:stream";
import type { ReportContent } from "../../analysis/content/report-content.ts";
import { EN } from "../../text/en/workbook.ts";
import { type WrittenWorkbook, writeWorkbook } from "../../workbook/write-workbook.ts";
import { gatewayLabel } from "./gateway-label.ts";
import { sheetContext } from "./sheet-context.ts";
import { ticketPeriod } from "./ticket-period.ts";
import { ticketSheet } from "./ticket-sheet.ts";
import { describedSpec, type ReportOptions } from "./write-report.ts";

export interface WrittenTicket extends WrittenWorkbook {
  readonly gateway: string;
}

/**
 * Writes one workbook for each provider that has a ticket, with nothing in it but what this provider may see.
 *
 * @param open makes the place for the ticket of a gateway; `title` is fit for a subject line
 */
export async function writeTickets(
  content: ReportContent,
  open: (gateway: string, title: string) => Writable | Promise<Writable>,
  { text = EN, ...options }: ReportOptions = {},
): Promise<WrittenTicket[]> {
  const written: WrittenTicket[] = [];
  for (const ticket of content.tickets) {
    const context = sheetContext(content, text);
    const title = text.ticket.file(gatewayLabel(ticket.gateway, text), ticketPeriod(content.heading));
    const spec = describedSpec(content, title, text, [ticketSheet(ticket, 1, context)]);
    const out = await open(ticket.gateway, title);
    written.push({ gateway: ticket.gateway, ...(await writeWorkbook(spec, out, options)) });
  }
  return written;
}
