import { encodingOf } from "../../lib/logs/text/text-blocks.ts";

/** Formats of which each line is a record, whatever stands in it. */
const BY_LINE = new Set(["call-event-ndjson", "acc-syslog", "zeek-sip"]);
/** Formats of which each line is a record as long as no quote spans lines. */
const BY_ROW = new Set([
  "call-event-csv",
  "call-table",
  "acc-table",
  "homer-rows",
  "asterisk-cel",
  "asterisk-cdr",
  "asterisk-cdr-custom",
  "freepbx-cdr",
  "freeswitch-csv",
  "teams-direct-routing",
  "didww-cdr",
  "voipmonitor-cdr",
  "brekeke-cdr",
  "yeti-cdr",
  "libresbc-cdr",
  "signalwire-calls",
]);

const LINE_END_SEEN_IN = 64 * 1024;
const LF = 10;
const QUOTE = 34;
const PCAP_MAGIC = 0xa1b2c3d4;

/** How many records a log has, counted in the plainest way; undefined where only a reader can tell. */
export function recordsOf(bytes: Uint8Array, format: string): number | undefined {
  if (BY_LINE.has(format)) return linesOf(bytes);
  if (BY_ROW.has(format)) return bytes.includes(QUOTE) ? undefined : linesOf(bytes);
  return format === "capture" ? packetsOf(Buffer.from(bytes)) : undefined;
}

function linesOf(bytes: Uint8Array): number | undefined {
  const isPacked = bytes[0] === 0x1f || bytes[0] === 0x50 || bytes[0] === 0x28 || bytes[0] === 0x42;
  if (isPacked || encodingOf(bytes).encoding !== "utf-8") return undefined;
  if (!bytes.subarray(0, LINE_END_SEEN_IN).includes(LF)) return undefined;
  let lines = bytes.at(-1) === LF ? 0 : 1;
  for (const byte of bytes) if (byte === LF) lines++;
  return lines;
}

/** Only of a pcap file whose lengths lead from packet to packet to its very end. */
function packetsOf(bytes: Buffer): number | undefined {
  if (bytes.length < 24 || bytes.readUInt32LE(0) !== PCAP_MAGIC) return undefined;
  let packets = 0;
  let at = 24;
  while (at + 16 <= bytes.length) {
    at += 16 + bytes.readUInt32LE(at + 8);
    packets++;
  }
  return at === bytes.length ? packets : undefined;
}
