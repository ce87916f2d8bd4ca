import type { Bench } from "./bench.ts";
import { compare, inNode, program, rowsOf } from "./measure-reading.ts";

const BYTES = 200_000_000;

export default {
  name: "Capture, 200 MB: SIP alone, and SIP with 35 packets of speech for each message",
  async run() {
    const rows: Record<string, string | number>[] = [];
    for (const log of ["sip.pcap", "sip-and-media.pcap"] as const) {
      const measured = await compare(log, BYTES, {
        "read and classified": inNode("classify"),
        "read only": inNode("parse"),
        "tshark -q -z sip,stat": program("tshark", (path) => ["-n", "-q", "-z", "sip,stat", "-r", path]),
      });
      rows.push(...rowsOf(measured, "read and classified", BYTES).map((row) => ({ capture: log, ...row })));
    }
    return rows;
  },
} satisfies Bench;
