import type { Finding } from "../../analysis/findings/finding.ts";
import type { Attempts } from "../../analysis/measures/attempts.ts";
import type { Call } from "../../calls/call.ts";
import type { CallFieldName } from "../../calls/call-fields.ts";
import { explain } from "../../text/en/explain.ts";
import type { Column } from "../../workbook/column.ts";
import { type RowSheet, rowSheet } from "../../workbook/workbook-spec.ts";
import { fieldColumn } from "./field-column.ts";
import { outcomeTint } from "./outcome-tint.ts";
import type { SheetContext } from "./sheet-context.ts";
import { timeline } from "./timeline.ts";

/** Every call in order of start; continued on further sheets beyond Excel's limit. */
export function callsSheet({ content, text, places }: SheetContext): RowSheet {
  const { zone } = content.heading.period;
  const marks = findingMarks(content.findings, content.attempts);
  return rowSheet<NumberedCall>({
    name: text.sheets.calls,
    table: "Calls",
    tabColor: "4E9A63",
    head: [{ style: "note", text: text.calls.lead(zone) }],
    columns: callColumns(text, zone, marks),
    rows: numbered(content.calls),
    freezeColumns: 1,
    placed: (_, place) => places.placed(place),
  });
}

export interface NumberedCall {
  readonly call: Call;
  readonly index: number;
}

function* numbered(calls: readonly Call[]): Generator<NumberedCall> {
  let index = 0;
  for (const call of calls) yield { call, index: index++ };
}

/** Numbers of the findings that a call or its attempts prove, by the call's index: "1" or "1, 4". */
function findingMarks(findings: readonly Finding[], { callOf }: Attempts): ReadonlyMap<number, string> {
  const marks = new Map<number, string>();
  findings.forEach(({ proof }, index) => {
    for (const call of new Set(proof.map(callOf))) {
      const known = marks.get(call);
      marks.set(call, known === undefined ? `${index + 1}` : `${known}, ${index + 1}`);
    }
  });
  return marks;
}

/** From what everybody asks to what only an engineer does. Responses and their times are the timeline. */
export const CALL_COLUMNS = [
  "start",
  "from",
  "to",
  "gateway",
  "agent",
  "lastResponse",
  "outcome",
  "responsible",
  "stage",
  "endedBy",
  "attempts",
  "timeline",
  "reason",
  "q850",
  "sessionRequestDelayMs",
  "tryingGapMs",
  "setupMs",
  "ringMs",
  "talkMs",
  "findings",
  "direction",
  "answered",
  "pickedUpBy",
  "lastOnWire",
  "basis",
  "complete",
  "flags",
  "source",
  "callId",
  "inWords",
] as const satisfies readonly (CallFieldName | "timeline" | "findings" | "inWords")[];

function callColumns(
  text: SheetContext["text"],
  zone: string,
  marks: ReadonlyMap<number, string>,
): Column<NumberedCall>[] {
  const { headers } = text;
  const outcome = ({ call }: NumberedCall) => outcomeTint(call.outcome);
  return CALL_COLUMNS.map((name): Column<NumberedCall> => {
    switch (name) {
      case "timeline":
        return { header: headers.timeline, kind: "text", width: 38, value: ({ call }) => timeline(call) };
      case "findings":
        return { header: headers.findings, kind: "word", width: 10, value: ({ index }) => marks.get(index) };
      case "inWords":
        return { header: headers.inWords, kind: "text", width: 90, value: ({ call }) => explain(call) };
      case "lastResponse":
      case "outcome":
        return { ...fieldColumn(name, text, zone), tint: outcome };
      default:
        return fieldColumn(name, text, zone);
    }
  });
}
