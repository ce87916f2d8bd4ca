import { count, plural } from "./phrases.ts";

export interface ReportMail {
  readonly label: string;
  readonly revision: number;
  /** Null where they are not known. */
  readonly counts: { readonly calls: number; readonly answered: number } | null;
  /** What stands out. */
  readonly lines: readonly string[];
  readonly link: string;
  readonly tickets: readonly { readonly gateway: string; readonly link: string }[];
  /** That links work. */
  readonly days: number;
}

export interface UnreadLogMail {
  readonly key: string;
  readonly reason: string;
  readonly rejections: readonly { readonly line: number; readonly reason: string }[];
}

/** What people are sent, in English: subject and lines. */
export const MAILS_EN = {
  report({ label, revision, counts, lines, link, tickets, days }: ReportMail) {
    const title = `${label}${revision > 1 ? `, revision ${revision}` : ""}`;
    const sum = counts && `${plural(counts.calls, "call")}, ${count(counts.answered)} answered`;
    return {
      subject: `SIP response report ${title}${sum ? `: ${sum}` : ""}`,
      lines: [
        `SIP response report: ${title}`,
        "",
        ...(sum ? [`${sum}.`] : []),
        ...lines.map((line) => `- ${line}`),
        "",
        `Workbook: ${link}`,
        ...tickets.map((ticket) => `Ticket for ${ticket.gateway}: ${ticket.link}`),
        `${tickets.length > 0 ? "Each link" : "The link"} works for ${days} days, for anyone who has it.`,
        "",
      ],
    };
  },

  unreadLog({ key, reason, rejections }: UnreadLogMail) {
    return {
      subject: `SIP response report: call log ${key} could not be read`,
      lines: [
        `The call log "${key}" could not be read:`,
        "",
        reason,
        ...rejections.map((rejection) => `- line ${rejection.line}: ${rejection.reason}`),
        "",
        "This version is not counted. Once the reason is mended, in the file or in the settings, upload it again under the same name.",
        "",
      ],
    };
  },
};
