import type { Call } from "../../calls/call.ts";
import { CALL_FIELDS, type CallFieldName, type CallFieldType } from "../../calls/call-fields.ts";
import type { CellValue, Column, ColumnKind } from "../../workbook/column.ts";
import { wayOf } from "../call-record.ts";
import type { SheetContext } from "./sheet-context.ts";

interface CallRow {
  readonly call: Call;
}

const KIND_OF_TYPE: Readonly<Record<CallFieldType, ColumnKind>> = {
  text: "text",
  word: "word",
  words: "word",
  time: "time",
  duration: "seconds",
  code: "integer",
  codes: "text",
  offsets: "text",
  attempts: "text",
  "yes-no": "word",
};

/** The column of one field of a call. */
export function fieldColumn(name: CallFieldName, text: SheetContext["text"], zone: string): Column<CallRow> {
  const { type, width } = CALL_FIELDS[name];
  return {
    header: text.callHeaders(zone)[name],
    kind: KIND_OF_TYPE[type],
    width: width ?? 20,
    value: cellOf(name, type, text),
  };
}

function cellOf(
  name: CallFieldName,
  type: CallFieldType,
  { yes, no }: SheetContext["text"],
): (row: CallRow) => CellValue {
  switch (type) {
    case "time":
      return ({ call }) => (call[name] as number) || null;
    case "yes-no":
      return ({ call }) => (call[name] ? yes : no);
    case "attempts":
      return ({ call }) => wayOf(call);
    case "words":
    case "codes":
    case "offsets":
      return ({ call }) => (call[name] as readonly unknown[]).join(", ");
    default:
      return ({ call }) => call[name] as Exclude<Call[typeof name], readonly unknown[] | boolean>;
  }
}
