import type { ReportItem } from "../store/reports.ts";
import { PAGES_EN as WORDS } from "../text/en/pages.ts";
import { type Html, html } from "./html.ts";
import type { Offer } from "./offer.ts";
import { page } from "./page.ts";
import { summaryOf } from "./report-summary.ts";
import { withoutNumbers } from "./without-numbers.ts";

/** The page behind a link to a report: what is in it, and buttons that fetch it. */
export function linkPage({ report, files }: Offer, expiresAt: number): string {
  const { label, counts, lines } = summaryOf(report);
  return page(
    WORDS.report.title(label),
    html`<h1>${WORDS.report.heading}</h1>
<p>${label}${WORDS.revision(report.revision)}</p>
${counts === null ? [] : countsList(counts)}<ul>
${lines.map((line) => html`<li>${line}</li>\n`)}</ul>
<form method="post">${downloadButton(files)}
${twinButtons(files)}</form>
${validity(report, expiresAt)}`,
  );
}

/** The page behind a link to a ticket: a provider sees nothing of the rest of the report. */
export function ticketPage({ report, files, ticketFor }: Offer, expiresAt: number): string {
  return page(
    WORDS.ticket.title,
    html`<h1>${WORDS.ticket.title}</h1>
<p>${withoutNumbers(ticketFor ?? "")}${WORDS.revision(report.revision)}</p>
<p>${WORDS.ticket.lead}</p>
<form method="post">${downloadButton(files)}</form>
${validity(report, expiresAt)}`,
  );
}

function countsList({ calls, answered }: { calls: number; answered: number }): Html[] {
  return [
    html`<dl>
<div><dt>${WORDS.report.calls}</dt><dd>${WORDS.count(calls)}</dd></div>
<div><dt>${WORDS.report.answered}</dt><dd>${WORDS.count(answered)}${WORDS.share(answered, calls)}</dd></div>
</dl>
`,
  ];
}

function downloadButton(files: Offer["files"]): Html {
  const size = WORDS.size(files.get("")?.bytes ?? 0);
  return html`<button type="submit">${WORDS.download(size)}</button>`;
}

function twinButtons(files: Offer["files"]): Html[] {
  const twins = [...files].filter(([name]) => name !== "");
  if (twins.length === 0) return [];
  const buttons = twins.map(
    ([name, { bytes }]) =>
      html`<button class="twin" type="submit" name="file" value="${name}">${name} (${WORDS.size(bytes)})</button>\n`,
  );
  return [html`<p>${WORDS.report.twins}</p>\n<p>`, ...buttons, html`</p>\n`];
}

function validity({ madeAt }: ReportItem, expiresAt: number): Html {
  const text = WORDS.validity(WORDS.time(Date.parse(madeAt)), WORDS.time(expiresAt * 1000));
  return html`<p class="note">${text}</p>`;
}

/** One page for every link that cannot be followed: it never tells why. */
export const NOT_FOUND_PAGE = page(
  WORDS.notFound.title,
  html`<h1>${WORDS.notFound.heading}</h1>
<p>${WORDS.notFound.lead}</p>`,
);
