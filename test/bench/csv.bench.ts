import type { Bench } from "./bench.ts";
import { compare, inNode, program, rowsOf } from "./measure-reading.ts";

/** Long enough that the first tenth of a second, while V8 compiles, weighs little. */
const BYTES = 400_000_000;

/** Answers one question and nothing else, with one thread, as the bench of a reader in one thread must. */
const DUCKDB = `
import duckdb, json, resource, sys, time
c = duckdb.connect()
c.execute("set threads to 1")
t = time.time()
rows = c.execute("select sip_code, count(*) from read_csv(?) group by 1", [sys.argv[1]]).fetchall()
s = time.time() - t
m = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": s, "megabytes": m, "records": sum(r[1] for r in rows)}))
`;

export default {
  name: "CSV with one row for each call, 400 MB, 2.54 million calls",
  async run() {
    const measured = await compare("call-table.csv", BYTES, {
      "read and classified": inNode("classify rows"),
      "read, gathered and classified": inNode("classify"),
      "read only": inNode("parse"),
      "csv-parse, rows only": inNode("csv-parse"),
      "DuckDB, count(*) by code": program("python3", (path) => ["-c", DUCKDB, path]),
    });
    return rowsOf(measured, "read and classified", BYTES);
  },
} satisfies Bench;
