import type { SourceSettings } from "../../settings/settings.ts";
import type { LogFormat } from "../format/log-format.ts";
import { headerlessFormat } from "../tables/headerless-format.ts";
import { tableFormat } from "../tables/table-format.ts";
import { ANY_CALL_PROFILE, ownTable } from "./any-table.ts";

/** The table that the owner described in the settings; undefined if there is none. */
export function ownFormat({ columns }: SourceSettings): LogFormat | undefined {
  if (!columns || Object.keys(columns).length === 0) return undefined;
  const positions = Object.entries(columns).filter(
    (entry): entry is [string, number] => typeof entry[1] === "number",
  );
  if (positions.length < Object.keys(columns).length) return tableFormat(ownTable(columns));
  const last = Math.max(...positions.map(([, position]) => position));
  return headerlessFormat({
    ...ANY_CALL_PROFILE,
    id: "own-table",
    title: "Table with the columns of the settings",
    columns: Object.fromEntries(positions.map(([meaning, position]) => [meaning, [`column ${position}`]])),
    names: Array.from({ length: Math.max(last, 1_000) }, (_, i) => `column ${i + 1}`),
    optional: Math.max(last, 1_000) - last,
    looks: {},
  });
}
