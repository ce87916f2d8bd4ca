/** The words of the pages behind links, in English. */
export const PAGES_EN = {
  language: "en",
  report: {
    title: (label: string) => `SIP response report: ${label}`,
    heading: "SIP response report",
    calls: "Calls",
    answered: "Answered",
    twins: "The same data for programs:",
  },
  ticket: {
    title: "SIP ticket",
    lead: "Calls that failed, grouped by problem, with times, Call-IDs and the responses that came back.",
  },
  notFound: {
    title: "Report not found",
    heading: "There is no report here",
    lead: "The link may be incomplete, or it no longer works. Ask the person who sent it to you for a new one.",
  },
  download: (size: string) => `Download workbook (${size})`,
  revision: (revision: number) => (revision > 1 ? ` · revision ${revision}` : ""),
  validity: (made: string, until: string) =>
    `Made ${made}. This link works until ${until} for anyone who has it.`,
  count: (n: number) => n.toLocaleString("en"),
  share: (part: number, whole: number) => (whole > 0 ? ` (${((part / whole) * 100).toFixed(1)} %)` : ""),
  size: (bytes: number) =>
    bytes < 1_000_000
      ? `${Math.max(1, Math.round(bytes / 1000))} kB`
      : `${(bytes / 1_000_000).toFixed(1)} MB`,
  time: (ms: number) => `${new Date(ms).toISOString().slice(0, 16).replace("T", " ")} UTC`,
};
