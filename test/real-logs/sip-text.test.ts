import { describe, expect, test } from "vitest";
import type { Call } from "../../lib/calls/call.ts";
import { captureFormat } from "../../lib/logs/capture/capture-format.ts";
import { sipTextFormat } from "../../lib/logs/trace/sip-text-format.ts";
import { endOf, trueEndOf } from "./call-ends.ts";
import { HAS_SAMPLES, readSample, recordsOf, trueCalls } from "./sample-calls.ts";

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

const BLINK = "sip-text/blink-sip_trace.txt";
/** SIPp's own calls; the other 15 of the capture were made by another process. */
const SIPP_CALLS = 40;
const BLINK_MESSAGES = 2373;
/**
 * Lines 87 to 782 are a call to a conference: INVITE, 407, INVITE, 100, 180, 200, ACK and a re-INVITE.
 * The independent decoder left it out.
 */
const BLINK_CONFERENCE = "2ad658c3-35bb-4938-a88d-fc4c931ec8da";
const BLINK_OTHER_LINES = 3169;

test("the real traces are optional: without them this suite has nothing to compare with", () => {
  expect(trueCalls().length > 0).toBe(HAS_SAMPLES);
});

if (HAS_SAMPLES)
  describe("real-logs: real SIP traces", () => {
    test.for(RENDERINGS)("%s shows the same calls as %s", async ([trace, capture]) => {
      const fromTrace = await readSample(sipTextFormat, trace);
      const fromCapture = await readSample(captureFormat, capture);
      expect([...fromTrace.calls.values()]).toEqual([...fromCapture.calls.values()]);
      expect(fromTrace.rejections).toEqual([]);
    });

    test("the softphone's trace shows the calls that an independent decoder finds in it", async () => {
      const read = await readSample(sipTextFormat, BLINK);
      const truth = trueCalls().filter((call) => call.file === BLINK);
      expect(truth.map((truly) => endOf(read.calls.get(truly.callId!), truly))).toEqual(truth.map(trueEndOf));
      expect([...read.calls.keys()].sort()).toEqual(
        [...truth.map((call) => call.callId!), BLINK_CONFERENCE].sort(),
      );
      expect(read.calls.get(BLINK_CONFERENCE)).toMatchObject({
        to: "test",
        lastResponse: 200,
        answered: true,
      });
      expect(recordsOf(read)).toBe(BLINK_MESSAGES + BLINK_OTHER_LINES);
      expect(read.rejections).toEqual([]);
    });

    test.for(["uac_messages.log", "uac_shortmsg.log"])(
      "SIPp's %s shows the calls of the capture",
      async (file) => {
        const trace = await readSample(sipTextFormat, `kamailio-sipp/${file}`);
        const capture = await readSample(captureFormat, "kamailio-sipp/lab-sip.pcap");
        const briefly = (calls: ReadonlyMap<string, Call>) =>
          [...calls.values()]
            .filter((call) => trace.calls.has(call.callId))
            .map(({ callId, lastResponse, answered, endedBy, responses }) => ({
              callId,
              lastResponse,
              answered,
              endedBy,
              responses,
            }))
            .sort((a, b) => (a.callId < b.callId ? -1 : 1));
        expect(trace.calls.size).toBe(SIPP_CALLS);
        expect(briefly(trace.calls)).toEqual(briefly(capture.calls));
        expect(trace.rejections).toEqual([]);
      },
    );
  });
