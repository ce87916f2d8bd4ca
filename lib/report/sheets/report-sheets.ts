import type { PageSheet, RowSheet } from "../../workbook/workbook-spec.ts";
import { agentsSheet } from "./agents-sheet.ts";
import { callsSheet } from "./calls-sheet.ts";
import { dataQualitySheet } from "./data-quality-sheet.ts";
import { definitionsSheet } from "./definitions-sheet.ts";
import { delaysSheet } from "./delays-sheet.ts";
import { destinationsSheet } from "./destinations-sheet.ts";
import { findingsSheet } from "./findings-sheet.ts";
import { gatewaysSheet } from "./gateways-sheet.ts";
import { hangUpsSheet } from "./hang-ups-sheet.ts";
import { hoursSheet } from "./hours-sheet.ts";
import { incidentsSheet } from "./incidents-sheet.ts";
import { numbersSheet } from "./numbers-sheet.ts";
import { responsesSheet } from "./responses-sheet.ts";
import type { SheetContext } from "./sheet-context.ts";
import { summarySheet } from "./summary-sheet.ts";
import { ticketSheet } from "./ticket-sheet.ts";
import { trendSheet } from "./trend-sheet.ts";

/** The sheets of a report in the order in which they are read; those with nothing to say are left out. */
export function reportSheets(context: SheetContext): (PageSheet | RowSheet)[] {
  const { tickets } = context.content;
  const sheets = [
    summarySheet(context),
    findingsSheet(context),
    responsesSheet(context),
    gatewaysSheet(context),
    destinationsSheet(context),
    agentsSheet(context),
    hoursSheet(context),
    trendSheet(context),
    delaysSheet(context),
    hangUpsSheet(context),
    incidentsSheet(context),
    ...tickets.map((ticket, index) => ticketSheet(ticket, index + 1, context)),
    numbersSheet(context),
    callsSheet(context),
    dataQualitySheet(context),
    definitionsSheet(context),
  ];
  return sheets.filter((sheet) => sheet !== undefined);
}
