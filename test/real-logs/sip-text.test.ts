import { describe, expect, test } from "vitest";
import { captureFormat } from "../../lib/logs/capture/capture-format.ts";
import { sipTextFormat } from "../../lib/logs/sip-text/sip-text-format.ts";
import { HAS_SAMPLES, readSample, trueCalls } from "./sample-calls.ts";

/** Renderings of captures by the tools, and the captures that they render. */
const CAPTURES: Record<string, string> = {
  "SIP-Call-Flow-Over-TCP": "goffinet-SIP-Call-Flow-Over-TCP.pcap",
  "SIP-Call-with-Proxy-Server": "goffinet-SIP-Call-with-Proxy-Server.pcap",
  "sip-routing-error-wireshark": "goffinet-sip-routing-error-wireshark.pcapng",
};
const TOOLS = ["ngrep-byline", "sipgrep", "sngrep", "tcpdump-A"];
const RENDERINGS = Object.entries(CAPTURES).flatMap(([name, capture]) =>
  TOOLS.map((tool) => [`sip-text/goffinet-${name}.${tool}.txt`, `pcap/${capture}`] as const),
);

test("the real traces are optional: without them this suite has nothing to compare with", () => {
  expect(trueCalls().length > 0).toBe(HAS_SAMPLES);
});

describe.runIf(HAS_SAMPLES)("real SIP traces", () => {
  test.for(RENDERINGS)("%s shows the same calls as %s", async ([trace, capture]) => {
    const fromTrace = await readSample(sipTextFormat, trace);
    const fromCapture = await readSample(captureFormat, capture);
    expect([...fromTrace.calls.values()]).toEqual([...fromCapture.calls.values()]);
    expect(fromTrace.rejections).toEqual([]);
  });
});
