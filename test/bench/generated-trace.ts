import { inChunks, isoTime } from "./generated-calls.ts";
import { madeMessages } from "./generated-sip.ts";

/** What "ngrep -W byline -t" prints: a dot stands for each carriage return. */
export function trace(bytes: number): Generator<Buffer> {
  return inChunks(bytes, entries());
}

function* entries(): Generator<string> {
  yield "interface: eth0 (10.0.0.0/255.255.255.0)\nfilter: ( port 5060 ) and (ip || ip6)\n";
  for (const { text, atMs, isFromCaller } of madeMessages()) {
    const time = isoTime(atMs).slice(0, 23).replaceAll("-", "/").replace("T", " ");
    const ends = isFromCaller ? "10.0.0.1:5060 -> 10.0.0.2:5060" : "10.0.0.2:5060 -> 10.0.0.1:5060";
    yield `#\nU ${time}000 ${ends}\n${text.replaceAll("\r\n", ".\n")}\n`;
  }
}
