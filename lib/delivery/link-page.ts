import type { ReportItem } from "../store/reports.ts";
import { html } from "./html.ts";
import { page } from "./page.ts";
import { summaryOf } from "./report-summary.ts";

/** The page behind a link: what is in the workbook, and a button that fetches it. */
export function linkPage(report: ReportItem, bytes: number, expiresAt: number): string {
  const { calls, answered, lines } = summaryOf(report.totals);
  const share = calls > 0 ? ` (${((answered / calls) * 100).toFixed(1)} %)` : "";
  const revision = report.revision > 1 ? ` · revision ${report.revision}` : "";
  return page(
    `SIP response report: ${report.label}`,
    html`<h1>SIP response report</h1>
<p>${report.label}${revision}</p>
<dl>
<div><dt>Calls</dt><dd>${calls.toLocaleString("en")}</dd></div>
<div><dt>Answered</dt><dd>${answered.toLocaleString("en")}${share}</dd></div>
</dl>
<ul>
${lines.map((line) => html`<li>${line}</li>\n`)}</ul>
<form method="post"><button type="submit">Download workbook (${sizeText(bytes)})</button></form>
<p class="note">Made ${timeText(Date.parse(report.madeAt))}. This link works until ${timeText(expiresAt * 1000)}
for everybody who has it.</p>`,
  );
}

/** One page for every link that cannot be followed: it never tells why. */
export const NOT_FOUND_PAGE = page(
  "Report not found",
  html`<h1>There is no report here</h1>
<p>The link may be incomplete, or it does not work any more. Ask whoever sent it to you for a new one.</p>`,
);

function sizeText(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function timeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
