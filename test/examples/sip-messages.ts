import type { ExampleCall } from "./day.ts";
import type { Random } from "./random.ts";
import { type Dialog, type Exchange, type Extra, requestText, responseText } from "./sip-dialog.ts";
import { COPPERLANE_ADDRESS } from "./stories.ts";

/** One SIP message on the wire. */
export interface WireMessage {
  /** Epoch microseconds. */
  readonly atUs: number;
  /** True from our dialler to the provider. */
  readonly outward: boolean;
  readonly text: string;
}

const REALM = "copperlane.example";

/** Texts of the causes (ITU-T Q.850) that the provider puts into its Reason headers (RFC 3326). */
const CAUSE_TEXTS: Readonly<Record<number, string>> = {
  1: "Unallocated (unassigned) number",
  17: "User busy",
  19: "No answer from user (user alerted)",
  20: "Subscriber absent",
  21: "Call rejected",
  22: "Number changed",
  27: "Destination out of order",
  28: "Invalid number format",
  34: "No circuit/channel available",
};

/** RFC 3261 §17.1.1.2: when an INVITE over UDP that nobody answers is sent again. */
const RETRANSMISSIONS_MS = [500, 1_500, 3_500, 7_500, 15_500, 31_500];

/** The messages of one call. `challenged`: the provider first asks for fresh credentials (RFC 3261 §22.3). */
export function messagesOf(call: ExampleCall, challenged: boolean, random: Random): WireMessage[] {
  const { callId, from, to } = call;
  const dialog: Dialog = { callId, from, to, ourTag: random.hex(8), theirTag: random.hex(10) };
  const branch = () => `z9hG4bK${random.hex(16)}`;
  const fractionUs = random.int(0, 900);
  const messages: WireMessage[] = [];
  let invite: Exchange = { method: "INVITE", cseq: 1, branch: branch(), outward: true };

  const put = (at: number, outward: boolean, text: string) =>
    messages.push({ atUs: at * 1000 + fractionUs, outward, text });
  const ask = (at: number, exchange: Exchange, extra?: Extra) =>
    put(at, exchange.outward, requestText(dialog, exchange, extra));
  const answer = (at: number, exchange: Exchange, code: number, phrase: string, extra?: Extra) =>
    put(at, !exchange.outward, responseText(dialog, exchange, code, phrase, extra));
  const acknowledge = (at: number, own: string) =>
    ask(at, { ...invite, method: "ACK", branch: own }, { tagged: true });

  for (const { event, at, code, reason, q850 } of call.events) {
    if (event === "invite") {
      ask(at, invite, { headers: credentials(at, to, random), media: true });
      if (challenged) {
        const headers = [`Proxy-Authenticate: Digest realm="${REALM}", nonce="${nonceAt(at)}", stale=true`];
        answer(at + 8, invite, 407, "Proxy Authentication Required", { headers, tagged: true });
        acknowledge(at + 9, invite.branch);
        invite = { ...invite, cseq: 2, branch: branch() };
        ask(at + 10, invite, { headers: credentials(at, to, random), media: true });
      }
      if (call.ending === "no response")
        for (const wait of RETRANSMISSIONS_MS) put(at + wait, true, messages[0]!.text);
    } else if (event === "response") {
      const headers = q850 ? [`Reason: Q.850;cause=${q850};text="${CAUSE_TEXTS[q850]}"`] : [];
      const extra = { headers, media: code === 200 || code === 183, tagged: code > 100 };
      answer(at, invite, code, reason, extra);
      if (code >= 300) acknowledge(at + 1, invite.branch);
      if (code === 200) {
        // Now and then the ACK comes too late and the 200 is sent again (RFC 3261 §13.3.1.4).
        const repeated = random.chance(0.01);
        if (repeated) answer(at + 500, invite, code, reason, extra);
        acknowledge(at + (repeated ? 503 : 3), branch());
      }
    } else if (event === "cancel") {
      const cancel: Exchange = { ...invite, method: "CANCEL" };
      ask(at, cancel);
      answer(at + 9, cancel, 200, "OK", { tagged: true });
    } else if (event === "bye") {
      const bye: Exchange = {
        method: "BYE",
        cseq: invite.cseq + 1,
        branch: branch(),
        outward: call.endedBy === "kill",
      };
      ask(at, bye, { tagged: true });
      answer(at + 12, bye, 200, "OK", { tagged: true });
    }
  }
  return messages;
}

/** The dialler's keep-alive: OPTIONS, answered at once. It belongs to no call. */
export function keepAlive(at: number, random: Random): WireMessage[] {
  const callId = `${random.hex(16)}@dialler.example`;
  const dialog: Dialog = {
    callId,
    from: "dialler",
    to: "ping",
    ourTag: random.hex(8),
    theirTag: random.hex(10),
  };
  const exchange: Exchange = {
    method: "OPTIONS",
    cseq: 1,
    branch: `z9hG4bK${random.hex(16)}`,
    outward: true,
  };
  const ok = responseText(dialog, exchange, 200, "OK", { tagged: true });
  return [
    { atUs: at * 1000 + 137, outward: true, text: requestText(dialog, exchange) },
    { atUs: at * 1000 + 11_402, outward: false, text: ok },
  ];
}

/** How long the provider accepts the same credentials. */
export const NONCE_LIFE_MS = 1_800_000;

function nonceAt(at: number): string {
  return `n${Math.floor(at / NONCE_LIFE_MS)}`;
}

function credentials(at: number, to: string, random: Random): string[] {
  const digest = `Digest username="dialler", realm="${REALM}", nonce="${nonceAt(at)}"`;
  const answer = `uri="sip:${to}@${COPPERLANE_ADDRESS}", response="${random.hex(32)}"`;
  return ["Contact: <sip:dialler@192.0.2.10:5060>", `Proxy-Authorization: ${digest}, ${answer}`];
}
