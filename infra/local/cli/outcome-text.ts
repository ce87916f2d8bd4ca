import type { FileItem } from "../../../lib/store/files.ts";
import { untoldFileSentences } from "../../../lib/text/en/untold.ts";
import { counted } from "./count.ts";
import type { FetchedReport, FetchedTicket, RunResult } from "./json-output.ts";
import { summaryText } from "./summary-text.ts";

const REJECTIONS_SHOWN = 3;

/** What the command prints for a person: each report's summary, where its workbook is, what was left out. */
export function outcomeText(outcome: Omit<RunResult, "calls" | "fragments" | "scans">): string {
  const seconds = (outcome.elapsedMs / 1000).toFixed(1);
  const notes = outcome.files.flatMap(rejectionLines);
  return [
    ...outcome.reports.map(reportText),
    ...(notes.length > 0 ? [`${notes.join("\n")}\n\n`] : []),
    `${counted(outcome.files.length, "file")}, ${counted(outcome.reports.length, "report")}, ${seconds} s. `,
    "Links work while the stack runs: npm start keeps it up.\n",
  ].join("");
}

/** One line for each file that could not be read, "" if there is none: file, line and reason. */
export function quarantineText(files: readonly FileItem[]): string {
  return files
    .filter((file) => file.state === "quarantined")
    .map((file) => `Could not be read: ${placeOf(file)}\n`)
    .join("");
}

/** One line for each file of which most results are not told, "" if there is none. */
export function untoldText(files: readonly FileItem[]): string {
  const read = files.filter(({ state }) => state === "committed");
  return untoldFileSentences(read)
    .map((sentence) => `${sentence}\n`)
    .join("");
}

function reportText({ report, link, path, bytes, tickets }: FetchedReport): string {
  const title = `${report.kind === "day" ? "Day" : "Report on"} ${report.label}`;
  const size = `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${title}\n${summaryText(report)}
Workbook: ${path} (${size})\nLink:     ${link}\n${tickets.map(ticketText).join("")}\n`;
}

function ticketText({ gateway, path, link }: FetchedTicket): string {
  return `Ticket:   ${path} (${gateway})\n          ${link}\n`;
}

function rejectionLines({ key, records, rejections, state }: FileItem): string[] {
  if (records.rejected === 0 || state === "quarantined") return [];
  const shown = rejections.slice(0, REJECTIONS_SHOWN).map(({ line, reason }) => `  line ${line}: ${reason}`);
  const count = `${records.rejected.toLocaleString("en")} of ${records.total.toLocaleString("en")}`;
  return [`${key}: ${count} records could not be read`, ...shown];
}

function placeOf({ key, reason, rejections }: FileItem): string {
  const [first] = rejections;
  const place = reason.includes(key) ? reason : `${key}: ${reason}`;
  return first && !place.includes(`line ${first.line}`)
    ? `${place} (line ${first.line}: ${first.reason})`
    : place;
}
