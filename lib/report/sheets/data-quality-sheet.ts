import type { FileAccount } from "../../analysis/content/file-account.ts";
import type { BadSign } from "../../analysis/measures/bad-signs.ts";
import type { Call } from "../../calls/call.ts";
import { IGNORE_RULES, type IgnoreRule, ignoredRecords } from "../../logs/format/record-counts.ts";
import type { Column } from "../../workbook/column.ts";
import type { Page, PageSheet } from "../../workbook/workbook-spec.ts";
import type { SheetContext } from "./sheet-context.ts";

const WIDTHS = [46, 20, 16, 12, 12, 12, 12, 60];
/** A page is read, not searched: more rejections are in the file itself, at their lines. */
const MAX_REJECTIONS = 500;
const MAX_SIGNS = 200;

/** What became of every record, and which calls look odd. */
export function dataQualitySheet(context: SheetContext): PageSheet {
  const { text } = context;
  return {
    name: text.sheets.dataQuality,
    widths: WIDTHS,
    write(page) {
      page.text("title", text.dataQuality.title);
      page.text("note", text.dataQuality.lead);
      writeFiles(page, context);
      writeIgnored(page, context);
      writeRejections(page, context);
      writeUnknownResults(page, context);
      writeNotes(page, context);
      writeFlags(page, context);
      writeFragments(page, context);
      writeWitnesses(page, context);
      writeScans(page, context);
      writeSigns(page, context);
      writeBasis(page, context);
    },
  };
}

function writeFiles(page: Page, { content, text }: SheetContext): void {
  if (content.files.length === 0) return;
  const { headers, dataQuality } = text;
  heading(page, dataQuality.files);
  page.table<FileAccount>({
    name: "Files",
    columns: [
      { header: headers.file, kind: "wrapped", width: 46, value: ({ key }) => key },
      { header: headers.format, kind: "word", width: 20, value: ({ format }) => format },
      {
        header: headers.state,
        kind: "word",
        width: 16,
        value: ({ state }) => dataQuality.states[state],
        tint: ({ state }) => (state === "quarantined" ? "bad" : undefined),
      },
      { header: headers.records, kind: "integer", width: 12, value: ({ records }) => records.total },
      { header: headers.used, kind: "integer", width: 12, value: ({ records }) => records.used },
      {
        header: headers.ignored,
        kind: "integer",
        width: 12,
        value: ({ records }) => ignoredRecords(records),
      },
      {
        header: headers.rejected,
        kind: "integer",
        width: 12,
        value: ({ records }) => records.rejected,
        tint: ({ records }) => (records.rejected > 0 ? "mild" : undefined),
      },
      { header: headers.reason, kind: "wrapped", width: 60, value: ({ reason }) => reason },
    ],
    rows: content.files,
  });
}

function writeIgnored(page: Page, { content, text }: SheetContext): void {
  const rules = Object.entries(content.dataQuality.records.ignored).filter(([, count]) => count > 0);
  if (rules.length === 0) return;
  const { headers } = text;
  heading(page, text.dataQuality.rules);
  page.table<[string, number]>({
    name: "Ignored",
    columns: [
      {
        header: headers.explanation,
        kind: "wrapped",
        width: 46,
        value: ([rule]) => IGNORE_RULES[rule as IgnoreRule],
      },
      { header: headers.rule, kind: "word", width: 20, value: ([rule]) => rule },
      { header: headers.records, kind: "integer", width: 16, value: ([, count]) => count },
    ],
    rows: rules,
  });
}

function writeRejections(page: Page, { content, text }: SheetContext): void {
  const all = content.files.flatMap(({ key, rejections }) => rejections.map((one) => ({ key, ...one })));
  if (all.length === 0) return;
  const { headers, dataQuality } = text;
  const shown = all.slice(0, MAX_REJECTIONS);
  heading(page, dataQuality.rejections);
  page.table<(typeof all)[number]>({
    name: "Rejected",
    columns: [
      { header: headers.file, kind: "wrapped", width: 46, value: ({ key }) => key },
      { header: headers.line, kind: "integer", width: 20, value: ({ line }) => line },
      { header: headers.reason, kind: "text", width: 16, value: ({ reason }) => reason },
    ],
    rows: shown,
  });
  const { rejected } = content.dataQuality.records;
  if (rejected > shown.length) page.text("note", dataQuality.rejectionsCut(shown.length, rejected));
}

function writeUnknownResults(page: Page, { content, text }: SheetContext): void {
  const files = content.files.filter(({ unknownResults }) => Object.keys(unknownResults).length > 0);
  if (files.length === 0) return;
  const { headers, dataQuality } = text;
  const words = files.flatMap(({ key, unknownResults }) =>
    Object.entries(unknownResults).map(([word, records]) => ({ key, word, records })),
  );
  heading(page, dataQuality.unknownResults);
  page.text("body", dataQuality.unknownResultsLead);
  page.table<(typeof words)[number]>({
    name: "UnknownResults",
    columns: [
      { header: headers.file, kind: "wrapped", width: 46, value: ({ key }) => key },
      { header: headers.result, kind: "text", width: 20, value: ({ word }) => word },
      { header: headers.records, kind: "integer", width: 16, value: ({ records }) => records },
    ],
    rows: words.sort((a, b) => b.records - a.records),
  });
  for (const file of files) page.text("body", dataQuality.settingsLine(file));
}

function writeNotes(page: Page, { content, text }: SheetContext): void {
  const notes = content.files.flatMap(({ key, notes }) => notes.map((note) => ({ key, note })));
  if (notes.length === 0) return;
  const columns: Column<(typeof notes)[number]>[] = [
    { header: text.headers.file, kind: "wrapped", width: 46, value: ({ key }) => key },
    { header: text.headers.note, kind: "text", width: 20, value: ({ note }) => note },
  ];
  heading(page, text.dataQuality.notes);
  page.table({ name: "Notes", columns, rows: notes });
}

function writeFlags(page: Page, { content, text, places }: SheetContext): void {
  const { headers, dataQuality } = text;
  const { flags, complete, incomplete, legs } = content.dataQuality;
  const odd = flags.filter(({ calls }) => calls > 0);
  heading(page, dataQuality.flags);
  page.text("body", dataQuality.complete(complete, incomplete));
  if (legs > 0) page.text("body", dataQuality.legs(legs));
  if (odd.length === 0) return;
  page.table<(typeof odd)[number]>({
    name: "Flags",
    columns: [
      { header: headers.explanation, kind: "wrapped", width: 46, value: ({ sentence }) => sentence },
      { header: headers.flag, kind: "word", width: 20, value: ({ flag }) => flag },
      { header: headers.calls, kind: "integer", width: 16, value: ({ calls }) => calls },
      {
        header: headers.example,
        kind: "word",
        width: 12,
        value: ({ examples }) => (examples.length > 0 ? text.sheets.calls : ""),
        link: ({ examples }) => places.linkTo(examples[0]),
      },
    ],
    rows: odd,
  });
}

function writeFragments(page: Page, { content, text }: SheetContext): void {
  const { calls, examples } = content.dataQuality.fragments;
  if (calls === 0) return;
  const { headers, dataQuality } = text;
  const { zone } = content.heading.period;
  heading(page, dataQuality.fragments);
  page.text("body", dataQuality.fragmentsLead(calls, examples.length));
  page.table<Call>({
    name: "Fragments",
    columns: [
      { header: headers.callId, kind: "wrapped", width: 46, value: ({ callId }) => callId },
      { header: headers.startIn(zone), kind: "time", width: 20, value: ({ start }) => start || null },
      { header: headers.code, kind: "integer", width: 16, value: ({ lastOnWire }) => lastOnWire },
    ],
    rows: examples,
  });
}

function writeWitnesses(page: Page, { content, text, places }: SheetContext): void {
  const { witnesses } = content.dataQuality;
  if (witnesses.length === 0) return;
  const { headers, dataQuality } = text;
  const agreeing = witnesses.filter(({ onWire, recorded }) => onWire === recorded);
  const sum = (rows: typeof witnesses) => rows.reduce((all, { calls }) => all + calls, 0);
  heading(page, dataQuality.witnesses);
  page.text("body", dataQuality.witnessesLead(sum(agreeing), sum(witnesses)));
  page.table<(typeof witnesses)[number]>({
    name: "Witnesses",
    columns: [
      {
        header: headers.agrees,
        kind: "word",
        width: 46,
        value: ({ onWire, recorded }) => (onWire === recorded ? text.yes : text.no),
      },
      { header: headers.onWire, kind: "integer", width: 20, value: ({ onWire }) => onWire },
      { header: headers.recorded, kind: "integer", width: 16, value: ({ recorded }) => recorded },
      { header: headers.calls, kind: "integer", width: 12, value: ({ calls }) => calls },
      {
        header: headers.example,
        kind: "word",
        width: 12,
        value: () => text.sheets.calls,
        link: ({ examples }) => places.linkTo(examples[0]),
      },
    ],
    rows: witnesses,
  });
}

function writeScans(page: Page, { content, text }: SheetContext): void {
  const { calls, callers } = content.dataQuality.scans;
  if (calls === 0) return;
  const { headers, dataQuality } = text;
  const { zone } = content.heading.period;
  heading(page, dataQuality.scans);
  page.text("body", dataQuality.scansLead(calls));
  page.table<(typeof callers)[number]>({
    name: "Scans",
    columns: [
      { header: headers.from, kind: "text", width: 46, value: ({ caller }) => caller },
      { header: headers.startIn(zone), kind: "time", width: 20, value: ({ first }) => first || null },
      { header: headers.calls, kind: "integer", width: 16, value: (row) => row.calls },
      { header: headers.lastTried, kind: "time", width: 20, value: ({ last }) => last || null },
    ],
    rows: callers,
  });
}

function writeSigns(page: Page, { content, text }: SheetContext): void {
  const { signs } = content.dataQuality;
  if (signs.length === 0) return;
  const { headers, dataQuality } = text;
  const { zone } = content.heading.period;
  heading(page, dataQuality.signs);
  page.text("body", dataQuality.signsLead);
  page.table<BadSign>({
    name: "GatewaySigns",
    columns: [
      { header: headers.server, kind: "wrapped", width: 46, value: ({ gateway }) => gateway },
      { header: headers.startIn(zone), kind: "time", width: 20, value: ({ from }) => from || null },
      { header: headers.request, kind: "word", width: 16, value: ({ method }) => method },
      { header: headers.code, kind: "integer", width: 12, value: ({ code }) => code },
      { header: headers.lastSeen, kind: "time", width: 20, value: ({ to }) => to || null },
      { header: headers.wellAgain, kind: "time", width: 20, value: ({ wellAt }) => wellAt },
    ],
    rows: signs.slice(0, MAX_SIGNS),
  });
  if (signs.length > MAX_SIGNS) page.text("note", dataQuality.signsCut(MAX_SIGNS, signs.length));
}

function writeBasis(page: Page, { content, text }: SheetContext): void {
  const rows = Object.entries(text.dataQuality.bases).map(
    ([basis, words]) =>
      [words, content.dataQuality.basis[basis as keyof typeof text.dataQuality.bases] ?? 0] as const,
  );
  heading(page, text.dataQuality.basis);
  page.table<(typeof rows)[number]>({
    name: "Basis",
    columns: [
      { header: text.headers.basis, kind: "word", width: 46, value: ([words]) => words },
      { header: text.headers.calls, kind: "integer", width: 20, value: ([, count]) => count },
    ],
    rows,
  });
}

function heading(page: Page, text: string): void {
  page.skip();
  page.text("heading", text);
}
