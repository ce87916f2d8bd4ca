import type { FileItem } from "../store/files.ts";
import type { ReportItem } from "../store/reports.ts";
import { summaryOf } from "./report-summary.ts";
import { withoutNumbers } from "./without-numbers.ts";

export interface Notification {
  readonly subject: string;
  readonly message: string;
}

/** Amazon SNS: the subject of a mail is ASCII without line breaks, below 100 characters. */
const MAX_SUBJECT = 99;
/** Lines of a log that a mail names. */
const MAX_PLACES = 5;

/** What people are told when a report is ready. `link` is the complete address, valid for `days` days. */
export function reportNotification(
  report: ReportItem,
  link: string,
  days: number,
  tickets: readonly { readonly gateway: string; readonly link: string }[] = [],
): Notification {
  const { label, counts, lines } = summaryOf(report);
  const revised = report.revision > 1 ? `, revision ${report.revision}` : "";
  const count =
    counts && `${counts.calls.toLocaleString("en")} calls, ${counts.answered.toLocaleString("en")} answered`;
  return {
    subject: plainSubject(`SIP response report ${label}${revised}${count ? `: ${count}` : ""}`),
    message: [
      `SIP response report: ${label}${revised}`,
      "",
      ...(count ? [`${count}.`] : []),
      ...lines.map((line) => `- ${line}`),
      "",
      `Workbook: ${link}`,
      ...tickets.map((ticket) => `Ticket for ${withoutNumbers(ticket.gateway)}: ${ticket.link}`),
      `${tickets.length > 0 ? "Each link" : "The link"} works for ${days} days, for everybody who has it.`,
      "",
    ].join("\n"),
  };
}

/** What people are told when an upload could not be read: which, why, and where in it. */
export function unreadLogNotification(file: Pick<FileItem, "key" | "reason" | "rejections">): Notification {
  const key = withoutNumbers(file.key);
  const places = file.rejections.slice(0, MAX_PLACES);
  return {
    subject: plainSubject(`SIP response report: call log ${key} could not be read`),
    message: [
      `The call log "${key}" could not be read:`,
      "",
      withoutNumbers(file.reason),
      ...places.map(({ line, reason }) => `- line ${line}: ${withoutNumbers(reason)}`),
      "",
      "Nothing of this version is counted. Upload it again under the same name once it is mended.",
      "",
    ].join("\n"),
  };
}

function plainSubject(text: string): string {
  const plain = text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^\x20-\x7e]+/g, "_");
  return plain.length <= MAX_SUBJECT ? plain : `${plain.slice(0, MAX_SUBJECT - 3)}...`;
}
