import type { CallAttributes, Sighting } from "../../calls/sighting.ts";
import { type CallEvent, type Side, UNTIMED } from "../../sip/call-event.ts";
import type { RecordSink } from "../log-format.ts";
import type { TimeReader } from "../time/time-reader.ts";
import { channelName } from "./asterisk/channel-name.ts";
import { NO_CODE, type Result, resultReader } from "./call-result.ts";
import { type Columns, fieldText, type Row, textOf } from "./row.ts";
import { rowIdentity } from "./row-identity.ts";
import type { Ender, RowProfile } from "./row-profile.ts";

export interface RowContext {
  readonly profile: RowProfile;
  readonly columns: Columns;
  readonly times: TimeReader;
  readonly sink: RecordSink;
  /** What stands for the gateway in the column of the gateway: its first group, or all of it. */
  readonly trunkPattern?: RegExp;
}

const _US = 1_000_000;

/** Words for the direction that most vendors use; keys in lower case. */
const DIRECTIONS: Readonly<Record<string, CallAttributes["direction"]>> = {
  outbound: "outbound",
  out: "outbound",
  outgoing: "outbound",
  originating: "outbound",
  inbound: "inbound",
  in: "inbound",
  incoming: "inbound",
  terminating: "inbound",
  internal: "internal",
  local: "internal",
};

/** Turns rows that each describe one finished call into sightings. Returns a reader for one row. */
export function callRowReader({ profile, columns, times, sink, trunkPattern }: RowContext) {
  const resultOf = resultReader(profile, columns);
  const identityOf = rowIdentity();
  const msOf = (meaning: "duration" | "talk" | "ring" | "delay") =>
    profile.milliseconds?.includes(meaning) ? 1 : 1_000;
  const units = { duration: msOf("duration"), talk: msOf("talk"), ring: msOf("ring"), delay: msOf("delay") };
  const directions = new Map(Object.entries({ ...DIRECTIONS, ...lowerCase(profile.directions) }));
  const enders = new Map(Object.entries(lowerCase(profile.endedBy)));
  const hop = profile.id;

  /** Milliseconds; NaN where the row does not tell. */
  function lengthOf(row: Row, meaning: "duration" | "talk" | "ring" | "delay"): number {
    const text = textOf(row, columns[meaning]);
    return text === "" ? Number.NaN : durationOf(text) * units[meaning];
  }

  function read(row: Row): Sighting | string {
    const startText = timeText(row, columns.start);
    const start = startText === "" ? Number.NaN : times.read(startText);
    if (startText !== "" && Number.isNaN(start)) return `Time "${shown(startText)}" is not a date`;

    const answerText = timeText(row, columns.answer);
    let answer = answerText === "" ? Number.NaN : times.read(answerText);
    const endText = timeText(row, columns.end);
    let end = endText === "" ? Number.NaN : times.read(endText);
    const duration = lengthOf(row, "duration");
    const talk = lengthOf(row, "talk");
    if (isCoarse(endText) && duration >= 0) end = Number.NaN;
    if (isCoarse(answerText) && talk >= 0) answer = Number.NaN;
    if (Number.isNaN(end) && duration >= 0) end = start + duration * 1_000;
    const begin = Number.isNaN(start)
      ? end - (duration >= 0 ? duration : talk >= 0 ? talk : 0) * 1_000
      : start;
    if (Number.isNaN(begin)) return "Row without a time";

    const result = resultOf(row, answerText !== "" || talk > 0);
    if (typeof result === "string") return result;
    const answered = result.code >= 200 && result.code < 300;
    if (!answered) answer = Number.NaN;
    else if (Number.isNaN(answer) && talk >= 0 && end - talk * 1_000 >= begin) answer = end - talk * 1_000;
    // An export in whole seconds may round the answer to before the start, or the end to before the answer.
    if (answer < begin) answer = begin;
    if (end < begin) end = begin;
    if (end < answer) end = answer;

    const attributes = attributesOf(row);
    if (answered && talk >= 0 && !(answer > 0 && end > 0)) attributes.reportedTalkMs = talk;
    const ring = lengthOf(row, "ring");
    if (ring > 0) attributes.reportedRingMs = ring;
    const delay = lengthOf(row, "delay");
    if (delay > 0) attributes.reportedRequestDelayMs = delay;
    const ender = enders.get(textOf(row, columns.endedBy).toLowerCase());
    const id = idOf(row);
    const state = profile.unfinished === undefined ? "" : textOf(row, columns.state);
    return {
      callId: id === "" ? identityOf(row) : id,
      hop,
      basis: result.basis,
      // A row without any result says that the call was there, not that nothing came back.
      whole: result.code !== NO_CODE && (state === "" || !profile.unfinished!.includes(state)),
      callerTag: "",
      callerAddress: "",
      events: eventsOf(result, begin, answer, end, endEvent(ender, attributes.direction)),
      attributes,
    };
  }

  /** A database writes 0 where a row has no such id. */
  function idOf(row: Row): string {
    for (const column of columns.callId) {
      const id = fieldText(row, column);
      if (id !== "" && id !== "0") return id;
    }
    return "";
  }

  function attributesOf(row: Row): CallAttributes {
    const attributes: CallAttributes = {};
    const from = textOf(row, columns.from);
    if (from !== "") attributes.from = userOf(from);
    const to = textOf(row, columns.to);
    if (to !== "") attributes.to = userOf(to);
    const gateway = textOf(row, columns.gateway);
    if (gateway !== "")
      attributes.gateway = profile.gatewayPart ? channelName(gateway, trunkPattern) : gateway;
    const agent = textOf(row, columns.agent);
    if (agent !== "") attributes.agent = agent;
    const word = textOf(row, columns.direction);
    const direction =
      (word === "" ? undefined : (directions.get(word) ?? directions.get(word.toLowerCase()))) ??
      profile.direction;
    if (direction !== undefined) attributes.direction = direction;
    return attributes;
  }

  return (row: Row, line: number): void => {
    const sighting = read(row);
    if (typeof sighting !== "string") sink.use(sighting);
    else if (isEmpty(row)) sink.ignore("blank-line");
    else sink.reject(line, sighting);
  };
}

interface End {
  readonly kind: "kill" | "finish" | "bye";
  readonly by: Side;
}

const UNKNOWN_END: End = { kind: "bye", by: "" };
const ENDS = {
  "kill caller": { kind: "kill", by: "caller" },
  "kill callee": { kind: "kill", by: "callee" },
  "finish caller": { kind: "finish", by: "caller" },
  "finish callee": { kind: "finish", by: "callee" },
} as const satisfies Record<string, End>;

/** Our side is the caller, except of a call to us. */
function endEvent(ender: Ender | undefined, direction: CallAttributes["direction"]): End {
  if (ender === undefined) return UNKNOWN_END;
  const ours = direction === "inbound" ? "callee" : "caller";
  const theirs = direction === "inbound" ? "caller" : "callee";
  const side = ender === "us" ? ours : ender === "them" ? theirs : ender;
  return side === ours ? ENDS[`kill ${ours}`] : ENDS[`finish ${theirs}`];
}

function eventsOf(result: Result, begin: number, answer: number, end: number, ending: End): CallEvent[] {
  const { code } = result;
  // Our own 9XX: the INVITE was never sent.
  if (code >= 900) return [eventOf(begin, "blocked", code, 1, "caller", result.reason, 0)];
  const events = [eventOf(begin, "invite", 0, 1, "caller", "", 0)];
  const answered = code >= 200 && code < 300;
  const failed = code >= 300;
  const endAt = end > 0 ? end : UNTIMED;
  if (code !== NO_CODE) {
    const at = answered ? (answer > 0 ? answer : UNTIMED) : failed ? endAt : UNTIMED;
    const text = answered ? "" : result.reason;
    events.push(
      eventOf(
        at,
        "response",
        code,
        1,
        "caller",
        answered && result.isReason ? result.reason : text,
        failed ? result.q850 : 0,
      ),
    );
  }
  // A failure response has ended the call; only of 487 it matters which side gave up.
  if (answered || !failed || code === 487) {
    if (answered || ending.kind !== "bye") {
      events.push(
        eventOf(
          endAt,
          ending.kind,
          0,
          0,
          ending.by,
          answered && !result.isReason ? result.reason : "",
          failed ? 0 : result.q850,
        ),
      );
    }
  }
  return events;
}

function eventOf(
  at: number,
  kind: CallEvent["kind"],
  code: number,
  cseq: number,
  by: Side,
  reason: string,
  q850: number,
): CallEvent {
  return { at, kind, code, cseq, by, reason, q850 };
}

/** Seconds as "12", "12.5" or "0:01:05". */
function durationOf(text: string): number {
  if (!text.includes(":")) return Number(text);
  let seconds = 0;
  for (const part of text.split(":")) seconds = seconds * 60 + Number(part);
  return seconds;
}

/** Text of the first column that holds a time. */
function timeText(row: Row, columns: readonly number[]): string {
  for (let i = 0; i < columns.length; i++) {
    const text = fieldText(row, columns[i]!);
    if (!isNever(text)) return text;
  }
  return "";
}

/** The user of a URI: "sip:100@pbx" and "tel:100" are 100, as a capture shows them. */
function userOf(party: string): string {
  const colon = /^(?:sips?|tel):/.exec(party)?.[0].length ?? 0;
  const at = party.indexOf("@", colon);
  return colon === 0 && at < 0 ? party : party.slice(colon, at < 0 ? undefined : at);
}

/** Spreadsheets cut times to minutes; the durations beside them are still exact. */
function isCoarse(text: string): boolean {
  const colon = text.indexOf(":");
  return colon > 0 && text.indexOf(":", colon + 1) < 0;
}

/** How logs write "it never happened". */
function isNever(text: string): boolean {
  return (
    text === "" ||
    text === "0" ||
    text === "0.000000" ||
    text.startsWith("0001-01-01") ||
    text.startsWith("0000-00-00") ||
    text.startsWith("1970-01-01")
  );
}

function isEmpty(row: Row): boolean {
  for (let i = 0; i < row.length; i++) if (row.field(i) !== "") return false;
  return true;
}

function lowerCase<T>(table: Readonly<Record<string, T>> | undefined): Record<string, T> {
  return Object.fromEntries(Object.entries(table ?? {}).map(([key, value]) => [key.toLowerCase(), value]));
}

function shown(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
