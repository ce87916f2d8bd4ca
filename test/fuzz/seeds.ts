import { existsSync, readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { ethernet, ipTcp, ipUdp, pcap } from "../support/capture-writer.ts";
import { pcapngWriter } from "../support/pcapng-writer.ts";
import { invite, response } from "../support/sip-text.ts";

/** Seeds are cut to this: every reader has shown all its branches by then, and a run stays short. */
const MAX_SEED_BYTES = 96 * 1024;

const ROOT = new URL("../../", import.meta.url);
const GZIP_MAGIC = 0x1f;

export interface Seed {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Logs of every kind that the project holds, small enough to be read thousands of times. */
export function fuzzSeeds(): Seed[] {
  return [
    ...filesBelow("examples/"),
    ...documents("test/logs/vendors/"),
    ...documents("test/calls/"),
    ...madeSeeds(),
  ];
}

/** Real logs, where they lie beside the project. */
export function sampleSeeds(): Seed[] {
  return filesBelow("../shared/samples/");
}

function filesBelow(folder: string): Seed[] {
  const root = new URL(folder, ROOT);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^README|^truth\./.test(entry.name))
    .map((entry) => ({
      name: entry.name,
      bytes: inflated(readFileSync(`${entry.parentPath}/${entry.name}`)),
    }))
    .map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes.subarray(0, MAX_SEED_BYTES)) }));
}

function inflated(bytes: Buffer): Buffer {
  return bytes[0] === GZIP_MAGIC ? gunzipSync(bytes) : bytes;
}

/** The logs within the test documents. */
function documents(folder: string): Seed[] {
  const root = new URL(folder, ROOT);
  return readdirSync(root)
    .filter((name) => name.endsWith(".md"))
    .flatMap((name) =>
      [...readFileSync(new URL(name, root), "utf8").matchAll(/```\w*\n([\s\S]*?)```/g)].map((match, i) => ({
        name: `${name}#${i}`,
        bytes: Buffer.from(match[1]!),
      })),
    );
}

function madeSeeds(): Seed[] {
  const writer = pcapngWriter();
  const packets = [
    ethernet(ipUdp(invite())),
    ethernet(ipUdp(response("180 Ringing")), [0x8100]),
    ethernet(ipTcp(invite() + response("486 Busy Here"))),
  ];
  const trace = [invite(), response("180 Ringing"), response("486 Busy Here")]
    .map((message, i) => `U 2026/11/22 14:00:0${i}.000001 10.0.0.1:5060 -> 10.0.0.2:5060\n${message}\n\n`)
    .join("");
  const events =
    "time,call_id,event,code,reason,gateway,from,to\n2026-11-22 14:00:00.123,a@b,invite,,,gw,100,+4930\n" +
    '2026-11-22 14:00:01,a@b,response,486,"Busy ""here""",gw,100,+4930\n';
  const object = { time: "2026-11-22T14:00:00Z", call_id: "a", event: "response", code: 603 };
  return [
    { name: "made.pcap", bytes: pcap(packets) },
    { name: "made-big-endian.pcap", bytes: pcap(packets, { bigEndian: true, nanoseconds: true }) },
    {
      name: "made.pcapng",
      bytes: Buffer.concat([
        writer.section(),
        writer.interface(1),
        ...packets.map((bytes, i) => writer.enhanced({ bytes }, BigInt(1_700_000_000_000_000 + i))),
      ]),
    },
    { name: "made.ngrep.txt", bytes: Buffer.from(trace) },
    { name: "made-events.csv", bytes: Buffer.from(events) },
    { name: "made-events.ndjson", bytes: Buffer.from(`${JSON.stringify(object)}\n`.repeat(3)) },
  ];
}
