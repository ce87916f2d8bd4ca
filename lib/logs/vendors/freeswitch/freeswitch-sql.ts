import { lineFormat } from "../../tables/line-format.ts";
import { splitLine } from "../../text/csv-shape.ts";

/** mod_cdr_csv with its template "sql": one INSERT statement per call. */
export const freeswitchSqlFormat = lineFormat({
  profile: {
    id: "freeswitch-csv-sql",
    title: "FreeSWITCH CDR as SQL statements",
    source: "FreeSWITCH: conf/vanilla/autoload_configs/cdr_csv.conf.xml, template sql",
    knownBy: [],
    columns: {
      callId: ["uuid"],
      start: ["start_stamp"],
      answer: ["answer_stamp"],
      end: ["end_stamp"],
      duration: ["duration"],
      talk: ["billsec"],
      cause: ["hangup_cause"],
      from: ["caller_id_number"],
      to: ["destination_number"],
      agent: ["accountcode"],
    },
    zero: "not available",
  },
  names:
    "caller_id_name caller_id_number destination_number context start_stamp answer_stamp end_stamp duration billsec hangup_cause uuid bleg_uuid accountcode".split(
      " ",
    ),
  mark: /^INSERT INTO cdr VALUES \("/m,
  fieldsOf(line) {
    if (!line.startsWith("INSERT INTO cdr VALUES (")) return undefined;
    return splitLine(line.slice(line.indexOf("(") + 1, line.lastIndexOf(")")), ",");
  },
});
