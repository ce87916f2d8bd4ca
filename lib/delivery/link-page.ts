import type { ReportItem } from "../store/reports.ts";
import { type Html, html } from "./html.ts";
import type { Offer } from "./offer.ts";
import { page } from "./page.ts";
import { summaryOf } from "./report-summary.ts";
import { withoutNumbers } from "./without-numbers.ts";

/** The page behind a link to a report: what is in it, and buttons that fetch it. */
export function linkPage({ report, files }: Offer, expiresAt: number): string {
  const { label, counts, lines } = summaryOf(report);
  return page(
    `SIP response report: ${label}`,
    html`<h1>SIP response report</h1>
<p>${label}${revisionOf(report)}</p>
${counts === null ? [] : countsList(counts)}<ul>
${lines.map((line) => html`<li>${line}</li>\n`)}</ul>
<form method="post"><button type="submit">Download workbook (${sizeText(files.get("")?.bytes ?? 0)})</button>
${twinButtons(files)}</form>
${validity(report, expiresAt)}`,
  );
}

/** The page behind a link to a ticket: a provider sees nothing of the rest of the report. */
export function ticketPage({ report, files, ticketFor }: Offer, expiresAt: number): string {
  return page(
    "SIP ticket",
    html`<h1>SIP ticket</h1>
<p>${withoutNumbers(ticketFor ?? "")}${revisionOf(report)}</p>
<p>Calls that failed, grouped by problem, with times, Call-IDs and the responses that came back.</p>
<form method="post"><button type="submit">Download workbook (${sizeText(files.get("")?.bytes ?? 0)})</button></form>
${validity(report, expiresAt)}`,
  );
}

function countsList({ calls, answered }: { calls: number; answered: number }): Html[] {
  const share = calls > 0 ? ` (${((answered / calls) * 100).toFixed(1)} %)` : "";
  return [
    html`<dl>
<div><dt>Calls</dt><dd>${calls.toLocaleString("en")}</dd></div>
<div><dt>Answered</dt><dd>${answered.toLocaleString("en")}${share}</dd></div>
</dl>
`,
  ];
}

function twinButtons(files: Offer["files"]): Html[] {
  const twins = [...files].filter(([name]) => name !== "");
  if (twins.length === 0) return [];
  const buttons = twins.map(
    ([name, { bytes }]) =>
      html`<button class="twin" type="submit" name="file" value="${name}">${name} (${sizeText(bytes)})</button>\n`,
  );
  return [html`<p>The same for programs:</p>\n<p>`, ...buttons, html`</p>\n`];
}

function revisionOf({ revision }: ReportItem): string {
  return revision > 1 ? ` · revision ${revision}` : "";
}

function validity({ madeAt }: ReportItem, expiresAt: number): Html {
  return html`<p class="note">Made ${timeText(Date.parse(madeAt))}. This link works until ${timeText(expiresAt * 1000)}
for everybody who has it.</p>`;
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
