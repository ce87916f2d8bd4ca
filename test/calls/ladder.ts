import type { Sighting } from "../../lib/calls/sighting.ts";
import { hopOf } from "../../lib/logs/message/hop.ts";
import { sightMessage } from "../../lib/logs/message/message-sighting.ts";
import { readSipMessage } from "../../lib/logs/message/sip-message.ts";

/*
 * A ladder is a trace as people draw it, one message per line:
 *
 *     0.000  us -> provider  INVITE
 *     0.100  us <- provider  100 Trying
 *     3.000  us <- provider  486 Busy Here | Reason: Q.850;cause=17
 *
 * Seconds, two ends, the message, extra headers. An arrow to the right is a request of the caller or
 * the answer of the caller to a request of the callee. A request may carry its CSeq number ("INVITE 2");
 * a response answers the last INVITE unless it names another request ("200 OK (BYE 2)"). An ACK has a branch of its
 * own, "ACK of failure" that of its INVITE (RFC 3261 §17.1.1.3).
 */

const START = Date.UTC(2026, 10, 22, 9) * 1000;

/** What the messages of a ladder show, read by the product's own reader of SIP messages. */
export function sightLadder(ladder: string): Sighting[] {
  const cseqs: Cseqs = {
    caller: 0,
    callee: 0,
    invite: { side: "caller", cseq: 0, hop: "" },
    hops: new Set(),
  };
  return ladder
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => sightLine(line, cseqs));
}

interface Cseqs {
  caller: number;
  callee: number;
  invite: { side: "caller" | "callee"; cseq: number; hop: string };
  /** Over which an INVITE was sent: each has branches of its own. */
  hops: Set<string>;
}

function sightLine(line: string, cseqs: Cseqs): Sighting {
  const parts = /^\s*([\d.]+)\s+(\S+)\s+(->|<-)\s+(\S+)\s+(.*?)(?:\s*\|\s*(.*))?$/.exec(line);
  if (!parts) throw new TypeError(`Cannot read ladder line "${line}"`);
  const [, seconds, left = "", arrow, right = "", what = "", header = ""] = parts;
  const toRight = arrow === "->";
  const hop = hopOf(addressOf(left), addressOf(right));
  const text = messageText(what, toRight ? "caller" : "callee", header, hop, cseqs);
  const sender = addressOf(toRight ? left : right);
  const receiver = addressOf(toRight ? right : left);
  const route = { hop, sender, receiver };
  const bytes = Buffer.from(text);
  const message = readSipMessage(bytes, 0, bytes.length);
  if (typeof message === "string") throw new TypeError(`"${what}" is no SIP message: ${message}`);
  const seen = sightMessage(bytes, message, route, START + Math.round(Number(seconds) * 1e6));
  if (typeof seen === "string" || !("callId" in seen)) throw new TypeError(`"${what}" belongs to no call`);
  return seen;
}

function messageText(
  what: string,
  sender: "caller" | "callee",
  header: string,
  hop: string,
  cseqs: Cseqs,
): string {
  // Who answers from another address answers the request that it got at its own.
  const way = cseqs.hops.has(hop) || cseqs.invite.hop === "" ? hop : cseqs.invite.hop;
  const response = /^(\d{3}) (.*?)(?: \((\w+) (\d+)\))?$/.exec(what);
  if (response) {
    const [, code, phrase, method = "INVITE", number] = response;
    const asked = number ? (sender === "caller" ? "callee" : "caller") : cseqs.invite.side;
    const cseq = number ?? cseqs.invite.cseq;
    return lines(`SIP/2.0 ${code} ${phrase}`, asked, code !== "100", `${cseq} ${method}`, way, header);
  }
  if (what.startsWith("ACK")) {
    const { side, cseq } = cseqs.invite;
    const via = `Via: SIP/2.0/UDP host;branch=${what === "ACK" ? "z9hG4bK-ack" : branchOf(side, `${cseq} INVITE`, way)}`;
    return lines("ACK sip:+4930123456@example.net SIP/2.0", side, true, `${cseq} ACK`, way, via);
  }
  const [, method = "", number] = /^(\S+)(?: (\d+))?$/.exec(what) ?? [];
  const name = method.replace("re-", "");
  const isCancel = name === "CANCEL";
  const cseq = number ? Number(number) : isCancel ? cseqs.invite.cseq : cseqs[sender] + 1;
  if (!isCancel) cseqs[sender] = cseq;
  if (name === "INVITE") {
    cseqs.invite = { side: sender, cseq, hop };
    cseqs.hops.add(hop);
  }
  const inDialog = method === "re-INVITE" || name === "BYE" || name === "UPDATE" || name === "INFO";
  return lines(
    `${name} sip:+4930123456@example.net SIP/2.0`,
    sender,
    inDialog,
    `${cseq} ${name}`,
    name === "INVITE" ? hop : way,
    header,
  );
}

function lines(
  start: string,
  asked: "caller" | "callee",
  toTag: boolean,
  cseq: string,
  way: string,
  header: string,
): string {
  const [from, to] =
    asked === "caller"
      ? ["<sip:200@example.org>;tag=caller", `<sip:+4930123456@example.net>${toTag ? ";tag=callee" : ""}`]
      : ["<sip:+4930123456@example.net>;tag=callee", "<sip:200@example.org>;tag=caller"];
  const via = header.startsWith("Via:") ? [] : [`Via: SIP/2.0/UDP host;branch=${branchOf(asked, cseq, way)}`];
  const fromHeader = header.startsWith("From:") ? [] : [`From: ${from}`];
  const toHeader = header.startsWith("To:") ? [] : [`To: ${to}`];
  const headers = [...via, "Call-ID: flow@example.org", ...fromHeader, ...toHeader, `CSeq: ${cseq}`];
  if (header !== "") headers.push(header);
  return [start, ...headers, "Content-Length: 0", "", ""].join("\r\n");
}

/** A request and its responses have the same; each request another one, on each hop. */
function branchOf(asked: "caller" | "callee", cseq: string, way: string): string {
  return `z9hG4bK-${asked}-${cseq.replace(" ", "-")}-${way.replace("|", "-")}`;
}

/** Names of hosts as addresses: "us" is ours; an address stands for itself, with or without a port. */
function addressOf(name: string): string {
  if (name.includes(":")) return name;
  if (/^[\d.]+$/.test(name)) return `${name}:5060`;
  if (name === "us") return "10.0.0.1:5060";
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + letter.charCodeAt(0)) % 250;
  return `192.0.2.${sum + 1}:5060`;
}
