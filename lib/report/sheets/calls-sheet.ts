import type { Finding } from "../../analysis/findings/finding.ts";
import type { Call } from "../../calls/call.ts";
import { explain } from "../../text/en/explain.ts";
import type { Column } from "../../workbook/column.ts";
import { type RowSheet, rowSheet } from "../../workbook/workbook-spec.ts";
import { outcomeTint } from "./outcome-tint.ts";
import type { SheetContext } from "./sheet-context.ts";
import { timeline } from "./timeline.ts";

/** Every call in order of start; continued on further sheets beyond Excel's limit. */
export function callsSheet({ content, text, places }: SheetContext): RowSheet {
  const { zone } = content.heading.period;
  const marks = findingMarks(content.findings);
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

/** Numbers of the findings that a call proves, by the call's index: "1" or "1, 4". */
function findingMarks(findings: readonly Finding[]): ReadonlyMap<number, string> {
  const marks = new Map<number, string>();
  findings.forEach(({ proof }, index) => {
    for (const call of proof) {
      const known = marks.get(call);
      marks.set(call, known === undefined ? `${index + 1}` : `${known}, ${index + 1}`);
    }
  });
  return marks;
}

function callColumns(
  text: SheetContext["text"],
  zone: string,
  marks: ReadonlyMap<number, string>,
): Column<NumberedCall>[] {
  const { headers, yes, no } = text;
  const tint = ({ call }: NumberedCall) => outcomeTint(call.outcome);
  return [
    { header: headers.startIn(zone), kind: "time", width: 19, value: ({ call }) => call.start || null },
    { header: headers.from, kind: "text", width: 16, value: ({ call }) => call.from },
    { header: headers.to, kind: "text", width: 16, value: ({ call }) => call.to },
    { header: headers.gateway, kind: "word", width: 18, value: ({ call }) => call.gateway },
    { header: headers.agent, kind: "word", width: 14, value: ({ call }) => call.agent },
    { header: headers.code, kind: "integer", width: 11, value: ({ call }) => call.lastResponse, tint },
    { header: headers.outcome, kind: "word", width: 19, value: ({ call }) => call.outcome, tint },
    { header: headers.responsible, kind: "word", width: 15, value: ({ call }) => call.responsible },
    { header: headers.stage, kind: "word", width: 11, value: ({ call }) => call.stage },
    { header: headers.endedBy, kind: "word", width: 9, value: ({ call }) => call.endedBy },
    { header: headers.timeline, kind: "text", width: 38, value: ({ call }) => timeline(call) },
    { header: headers.reason, kind: "word", width: 26, value: ({ call }) => call.reason },
    { header: headers.q850, kind: "integer", width: 8, value: ({ call }) => call.q850 },
    {
      header: headers.requestDelay,
      kind: "seconds",
      width: 11,
      value: ({ call }) => call.sessionRequestDelayMs,
    },
    { header: headers.gap, kind: "seconds", width: 9, value: ({ call }) => call.tryingGapMs },
    { header: headers.setup, kind: "seconds", width: 9, value: ({ call }) => call.setupMs },
    { header: headers.ring, kind: "seconds", width: 9, value: ({ call }) => call.ringMs },
    { header: headers.talk, kind: "seconds", width: 9, value: ({ call }) => call.talkMs },
    { header: headers.findings, kind: "word", width: 10, value: ({ index }) => marks.get(index) },
    { header: headers.direction, kind: "word", width: 10, value: ({ call }) => call.direction },
    { header: headers.wasAnswered, kind: "word", width: 10, value: ({ call }) => (call.answered ? yes : no) },
    { header: headers.lastOnWire, kind: "integer", width: 9, value: ({ call }) => call.lastOnWire },
    { header: headers.basis, kind: "word", width: 10, value: ({ call }) => call.basis },
    { header: headers.complete, kind: "word", width: 10, value: ({ call }) => (call.complete ? yes : no) },
    { header: headers.flags, kind: "word", width: 22, value: ({ call }) => call.flags.join(", ") },
    { header: headers.source, kind: "word", width: 14, value: ({ call }) => call.source },
    { header: headers.callId, kind: "text", width: 40, value: ({ call }) => call.callId },
    { header: headers.inWords, kind: "text", width: 90, value: ({ call }) => explain(call) },
  ];
}
