import type { Bench } from "./bench.ts";
import { compare, inNode, rowsOf } from "./measure-reading.ts";

const BYTES = 200_000_000;

export default {
  name: "Call event log, 200 MB, 1.53 million events",
  async run() {
    const measured = await compare("event-log.csv", BYTES, {
      "read and classified": inNode("classify"),
      "read only": inNode("parse"),
      "csv-parse, rows only": inNode("csv-parse"),
    });
    return rowsOf(measured, "read and classified", BYTES);
  },
} satisfies Bench;
