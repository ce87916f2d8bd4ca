import { callGroups, type MadeCall, STEP_MS } from "./generated-calls.ts";

/** A SIP message on its way between 10.0.0.1 and 10.0.0.2. */
export interface MadeMessage {
  readonly text: string;
  readonly atMs: number;
  readonly isFromCaller: boolean;
}

const SDP =
  "v=0\r\no=- 3724394400 3724394400 IN IP4 10.0.0.1\r\ns=call\r\nc=IN IP4 10.0.0.1\r\nt=0 0\r\n" +
  "m=audio 4000 RTP/AVP 8 0 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\n" +
  "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=ptime:20\r\na=sendrecv\r\n";

/** The messages of concurrent calls in the order of their times, without end. */
export function* madeMessages(): Generator<MadeMessage> {
  for (const calls of callGroups()) {
    for (let step = 0; step < STEPS.length; step++) {
      for (const call of calls) {
        if (step > 4 && call.scenario.code !== 200) continue;
        const { isFromCaller, startLine, method, hasBody } = STEPS[step]!(call);
        yield {
          text: messageOf(call, startLine, method, hasBody),
          atMs: call.startMs + step * (STEP_MS / 2),
          isFromCaller,
        };
      }
    }
  }
}

interface Step {
  readonly isFromCaller: boolean;
  readonly startLine: string;
  readonly method: "INVITE" | "ACK" | "BYE";
  readonly hasBody: boolean;
}

const STEPS: readonly ((call: MadeCall) => Step)[] = [
  ({ to }) => request("INVITE", to, true),
  () => response("INVITE", "100 Trying"),
  () => response("INVITE", "180 Ringing"),
  ({ scenario }) => response("INVITE", `${scenario.code} ${scenario.phrase}`, scenario.code === 200),
  ({ to }) => request("ACK", to),
  ({ to }) => request("BYE", to),
  () => response("BYE", "200 OK"),
];

function request(method: Step["method"], to: string, hasBody = false): Step {
  return { isFromCaller: true, startLine: `${method} sip:${to}@10.0.0.2 SIP/2.0`, method, hasBody };
}

function response(method: Step["method"], status: string, hasBody = false): Step {
  return { isFromCaller: false, startLine: `SIP/2.0 ${status}`, method, hasBody };
}

function messageOf(call: MadeCall, startLine: string, method: string, hasBody: boolean): string {
  const { callId, from, to, index } = call;
  const isFirst = startLine.startsWith("INVITE");
  const cseq = method === "BYE" ? 2 : 1;
  const body = hasBody ? SDP : "";
  return (
    `${startLine}\r\n` +
    `Via: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK${index.toString(36)}.${cseq};rport=5060\r\n` +
    `Max-Forwards: 70\r\n` +
    `From: "Dialler" <sip:${from}@10.0.0.1>;tag=a${index.toString(36)}\r\n` +
    `To: <sip:${to}@10.0.0.2>${isFirst ? "" : `;tag=b${index.toString(36)}`}\r\n` +
    `Call-ID: ${callId}\r\n` +
    `CSeq: ${cseq} ${method}\r\n` +
    `Contact: <sip:dialler@10.0.0.1:5060>\r\n` +
    `User-Agent: Dialler 4.2\r\n` +
    `Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, NOTIFY, INFO\r\n` +
    `Supported: timer, replaces\r\n` +
    (hasBody ? "Content-Type: application/sdp\r\n" : "") +
    `Content-Length: ${body.length}\r\n\r\n${body}`
  );
}
