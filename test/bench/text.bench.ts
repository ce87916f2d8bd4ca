import type { Bench } from "./bench.ts";
import { compare, inNode, rowsOf } from "./measure-reading.ts";

const BYTES = 200_000_000;

export default {
  name: "SIP as text (ngrep -W byline), 200 MB, 355,000 messages",
  async run() {
    const measured = await compare("trace.txt", BYTES, {
      "read and classified": inNode("classify"),
      "read only": inNode("parse"),
    });
    return rowsOf(measured, "read and classified", BYTES);
  },
} satisfies Bench;
