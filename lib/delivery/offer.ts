import { type ReportFile, type ReportItem, WORKBOOK_TYPE } from "../store/reports.ts";

/** What one link gives to whoever has it. */
export interface Offer {
  readonly report: ReportItem;
  /** By the name that a button sends; "" is what the link is for. */
  readonly files: ReadonlyMap<string, ReportFile>;
  /** The provider, where the link leads to that provider's ticket and to nothing else. */
  readonly ticketFor?: string;
}

/** @returns undefined if the report has no such file. */
export function offerOf(report: ReportItem, objectKey: string): Offer | undefined {
  if (objectKey === report.objectKey) {
    const twins = report.attachments.filter(({ role }) => role === "twin");
    const named = twins.map((twin) => [twin.name, twin] as const);
    return { report, files: new Map<string, ReportFile>([["", workbookOf(report)], ...named]) };
  }
  const ticket = report.attachments.find((one) => one.role === "ticket" && one.objectKey === objectKey);
  return ticket && { report, files: new Map([["", ticket]]), ticketFor: ticket.name };
}

function workbookOf({ objectKey, filename, bytes }: ReportItem): ReportFile {
  return { objectKey, filename, bytes, contentType: WORKBOOK_TYPE };
}
