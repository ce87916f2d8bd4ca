import { callTable } from "./generated-call-table.ts";
import { capture } from "./generated-capture.ts";
import { eventLog } from "./generated-event-log.ts";
import { trace } from "./generated-trace.ts";

/** Logs of any size, always the same, in pieces as a stream brings them. Each takes the number of bytes. */
export const GENERATED_LOGS = {
  /** One row for each call, with the headers of a dialler's export. */
  "call-table.csv": callTable,
  /** The call event log, some 200 calls at a time. */
  "event-log.csv": eventLog,
  /** Ethernet, UDP, SIP and nothing else, as a capture on port 5060 is. */
  "sip.pcap": (bytes: number) => capture(bytes, 0),
  /** Nine packets of ten are speech. */
  "sip-and-media.pcap": (bytes: number) => capture(bytes, 35),
  /** What ngrep -W byline prints. */
  "trace.txt": trace,
} as const satisfies Record<string, (bytes: number) => Generator<Buffer>>;

export type GeneratedLog = keyof typeof GENERATED_LOGS;
