import type { Call } from "../../lib/calls/call.ts";
import type { TrueCall } from "./sample-calls.ts";

/**
 * Fuzzed: the INVITE with CSeq 2 lost its Call-ID header, so that the independent decoder drops the
 * responses to it (packets 580 and 581, 100 and 403). They carry the Call-ID and belong to the call.
 */
const MORE_THAN_THE_TRUTH: Record<string, Partial<TrueCall>> = {
  "pcap/ndpi-fuzz-2006-06-26-2594.pcap 24487391-449bf2a0@192.168.1.2": {
    responses: [100, 403],
    lastResponse: 403,
    endedBy: "finish",
  },
};

/** What the independent decoder says of a call, in its own terms. */
export function endOf(call: Call | undefined, truly: TrueCall): unknown {
  if (!call) return undefined;
  const first = call.responses.findIndex((code) => code > 100 && code < 200);
  return {
    callId: call.callId,
    // It does not read tel URIs, nor names in a damaged header, nor a BYE that takes another way.
    from: truly.from === null ? "" : call.from,
    to: truly.to === null ? "" : call.to,
    lastResponse: call.lastResponse,
    answered: call.answered,
    endedBy: call.endedBy,
    responses: call.responses,
    toRingingMs: first < 0 ? null : rounded(call.responseOffsetsMs[first]),
    setupMs: rounded(call.setupMs),
    talkMs: truly.talkMs === null ? null : rounded(call.talkMs),
  };
}

export function trueEndOf(truly: TrueCall): unknown {
  const call = { ...truly, ...MORE_THAN_THE_TRUTH[`${truly.file} ${truly.callId}`] };
  return {
    callId: call.callId,
    // tshark shows a control character by its code; the name itself holds the character.
    from: (call.from ?? "").replace("\\x14", "\x14"),
    to: call.to ?? "",
    lastResponse: call.lastResponse,
    answered: call.answered,
    endedBy: call.endedBy,
    // A response that was repeated is one response.
    responses: call.responses.filter((code, i) => code !== call.responses[i - 1]),
    toRingingMs: rounded(call.pddMs),
    setupMs: rounded(call.setupMs),
    talkMs: rounded(call.talkMs),
  };
}

function rounded(ms: number | null | undefined): number | null {
  return ms == null ? null : Math.round(ms);
}
