import type { JsonLog } from "../../tables/json-format.ts";
import type { TableLog } from "../../tables/table-format.ts";
import { parseObject } from "../../text/json-objects.ts";
import { readHomerRow } from "./homer-message.ts";

/** Rows of Homer 7 as JSON. */
export const homerJson: JsonLog = {
  id: "homer-rows-json",
  title: "Homer 7 messages (JSON)",
  utc: true,
  keys: ["protocol_header", "raw"],
  wrappers: ["data"],
  readerOf:
    ({ times, sink }) =>
    (object, line) =>
      readHomerRow(
        {
          raw: String(object.raw ?? ""),
          protocolHeader: objectOf(object.protocol_header),
          createDate: String(object.create_date ?? ""),
        },
        line,
        times,
        sink,
      ),
};

/** The same as a table with a header. */
export const homerTable: TableLog = {
  id: "homer-rows",
  title: "Homer 7 messages",
  utc: true,
  isHeader: (names) => names.includes("protocolheader") && names.includes("raw"),
  readerOf(names, { times, sink }) {
    const at = (name: string) => names.indexOf(name);
    const [raw, header, created] = [at("raw"), at("protocolheader"), at("createdate")];
    return (row, line) =>
      readHomerRow(
        { raw: row.field(raw), protocolHeader: objectOf(row.field(header)), createDate: row.field(created) },
        line,
        times,
        sink,
      );
  },
};

function objectOf(value: unknown): Record<string, unknown> {
  if (typeof value === "string") return parseObject(value) ?? {};
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
