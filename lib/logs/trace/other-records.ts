import type { Sighting } from "../../calls/sighting.ts";
import type { CallEvent } from "../../sip/call-event.ts";
import { type MessageResult, sightMessage } from "../message/message-sighting.ts";
import { readSipMessage } from "../message/sip-message.ts";
import type { TraceClock } from "./trace-clock.ts";

/**
 * Reads a line that holds a whole record by itself; undefined if it is none.
 *
 * @param line One character for each byte.
 */
export function readOtherRecord(line: string, clock: TraceClock): MessageResult | undefined {
  if (line.charCodeAt(10) === TAB) return readShortMessage(line, clock);
  if (line.includes('"sip_message"')) return readChimeRecord(line, clock);
  return undefined;
}

const TAB = 9;

/** SIPp's -trace_shortmsg: date, time, epoch, S or R, Call-ID, "CSeq:1 INVITE", start line. */
const SHORT_MESSAGE =
  /^\d{4}-\d\d-\d\d\t[\d:.]+\t(?<epoch>\d+\.\d+)\t(?<way>[SR])\t(?<callId>\S+)\tCSeq: *(?<cseq>\d+) (?<method>\w+)\t(?:SIP\/2\.0 (?<code>\d{3}) ?(?<phrase>.*)|.*)$/;

/** The row shows no tags: who sent the request, S or R, stands for them. */
function readShortMessage(line: string, clock: TraceClock): MessageResult | undefined {
  const row = SHORT_MESSAGE.exec(line)?.groups;
  if (!row) return undefined;
  const { way = "", callId = "", method, phrase = "" } = row;
  const code = Number(row.code ?? 0);
  const kind = kindOf(method!, code);
  if (kind === undefined) return method === "ACK" || code > 0 ? "mid-call" : "other-method";
  const sender = code === 0 ? way : way === "S" ? "R" : "S";
  const isInvite = kind === "invite";
  return {
    callId,
    hop: "sipp",
    basis: "wire",
    whole: false,
    live: true,
    heardAt: "",
    callerTag: isInvite ? sender : "",
    callerAddress: isInvite && sender === "S" ? "sipp" : "",
    gateway: "",
    events: [
      {
        at: clock.read(row.epoch!),
        kind,
        code,
        cseq: Number(row.cseq),
        by: isInvite || kind === "cancel" ? "caller" : `tag:${sender}`,
        reason: phrase.trim(),
        q850: 0,
      },
    ],
    attributes: {},
  } satisfies Sighting;
}

function kindOf(method: string, code: number): CallEvent["kind"] | undefined {
  if (method === "INVITE") return code === 0 ? "invite" : "response";
  if (method === "BYE" && (code === 0 || code >= 200)) return code === 0 ? "bye" : "bye-response";
  return method === "CANCEL" && code === 0 ? "cancel" : undefined;
}

const CHIME_ROUTE = { hop: "chime", sender: "", receiver: "" };

/**
 * A line of Amazon Chime SDK's SIP message log, as CloudWatch shows it or exports it (there a time
 * and a space stand before the object).
 */
function readChimeRecord(line: string, clock: TraceClock): MessageResult | undefined {
  const start = line.indexOf("{");
  const record =
    start < 0 ? undefined : parseObject(Buffer.from(line.slice(start), "latin1").toString("utf8"));
  if (!record) return { reason: "A record with a sip_message that is no JSON object" };
  const { sip_message: text, event_timestamp: stamp } = record;
  if (typeof text !== "string") return { reason: "A record whose sip_message is no text" };
  const bytes = Buffer.from(text);
  const message = readSipMessage(bytes, 0, bytes.length);
  if (typeof message === "string") return { reason: `A sip_message whose start line is ${message}` };
  const time =
    typeof stamp === "string" || typeof stamp === "number" ? String(stamp) : line.slice(0, start).trim();
  return sightMessage(bytes, message, CHIME_ROUTE, clock.read(time));
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
