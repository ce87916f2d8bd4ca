import type { FileItem } from "../store/files.ts";
import type { ReportItem } from "../store/reports.ts";
import { MAILS_EN } from "../text/en/mails.ts";
import { summaryOf } from "./report-summary.ts";
import { withoutNumbers } from "./without-numbers.ts";

export interface Notification {
  readonly subject: string;
  readonly message: string;
}

/** Amazon SNS: the subject of a mail is ASCII without line breaks, below 100 characters. */
const MAX_SUBJECT = 99;
/** Lines of a log that a mail names. */
const MAX_REJECTIONS = 5;

/** What people are told when a report is ready. `link` is the complete address, valid for `days` days. */
export function reportNotification(
  report: ReportItem,
  link: string,
  days: number,
  tickets: readonly { readonly gateway: string; readonly link: string }[] = [],
): Notification {
  return notification(
    MAILS_EN.report({
      ...summaryOf(report),
      revision: report.revision,
      link,
      days,
      tickets: tickets.map((ticket) => ({ ...ticket, gateway: withoutNumbers(ticket.gateway) })),
    }),
  );
}

/** What people are told when an upload could not be read: which, why, and where in it. */
export function unreadLogNotification(file: Pick<FileItem, "key" | "reason" | "rejections">): Notification {
  return notification(
    MAILS_EN.unreadLog({
      key: withoutNumbers(file.key),
      reason: withoutNumbers(file.reason),
      rejections: file.rejections
        .slice(0, MAX_REJECTIONS)
        .map(({ line, reason }) => ({ line, reason: withoutNumbers(reason) })),
    }),
  );
}

function notification({ subject, lines }: { subject: string; lines: readonly string[] }): Notification {
  return { subject: plainSubject(subject), message: lines.join("\n") };
}

function plainSubject(text: string): string {
  const plain = text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^\x20-\x7e]+/g, "_");
  return plain.length <= MAX_SUBJECT ? plain : `${plain.slice(0, MAX_SUBJECT - 3)}...`;
}
