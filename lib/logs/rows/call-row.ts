import type { CallAttributes, Sighting } from "../../calls/sighting.ts";
import type { RecordSink } from "../log-format.ts";
import type { TimeReader } from "../time/time-reader.ts";
import { channelName } from "./asterisk/channel-name.ts";
import { NO_CODE, resultReader } from "./call-result.ts";
import { callRowEvents } from "./call-row-events.ts";
import { remembered } from "./remembered.ts";
import { type Columns, fieldText, type Row, textOf } from "./row.ts";
import { rowIdentity } from "./row-identity.ts";
import type { RowProfile } from "./row-profile.ts";

export interface RowContext {
  readonly profile: RowProfile;
  readonly columns: Columns;
  readonly times: TimeReader;
  readonly sink: RecordSink;
  /** What stands for the gateway in the column of the gateway: its first group, or all of it. */
  readonly trunkPattern?: RegExp;
}

const _US = 1_000_000;

/** A longer "duration" is another column, or damage. */
const LONGEST_MS = 31 * 86_400_000;

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
  const unitOf = (meaning: LengthMeaning) => (profile.milliseconds?.includes(meaning) ? 1 : 1_000);
  const [durationUnit, talkUnit] = [unitOf("duration"), unitOf("talk")];
  const [ringUnit, delayUnit] = [unitOf("ring"), unitOf("delay")];
  const directions = new Map(Object.entries({ ...DIRECTIONS, ...lowerCase(profile.directions) }));
  const enders = new Map(Object.entries(lowerCase(profile.endedBy)));
  const directionOf = remembered((word) => directions.get(word.toLowerCase()));
  const enderOf = remembered((word) => enders.get(word.toLowerCase()));
  const hop = profile.id;

  function read(row: Row): Sighting | string {
    const startText = timeText(row, columns.start);
    const start = startText === "" ? Number.NaN : times.read(startText);
    if (startText !== "" && Number.isNaN(start)) return `Time "${shown(startText)}" is not a date`;

    const answerText = timeText(row, columns.answer);
    let answer = answerText === "" ? Number.NaN : times.read(answerText);
    const endText = timeText(row, columns.end);
    let end = endText === "" ? Number.NaN : times.read(endText);
    const duration = lengthOf(row, columns.duration, durationUnit);
    const talk = lengthOf(row, columns.talk, talkUnit);
    if (isCoarse(endText) && duration >= 0) end = Number.NaN;
    if (isCoarse(answerText) && talk >= 0) answer = Number.NaN;
    if (Number.isNaN(end) && duration >= 0) end = start + microseconds(duration);
    const begin = Number.isNaN(start)
      ? end - microseconds(duration >= 0 ? duration : talk >= 0 ? talk : 0)
      : start;
    if (Number.isNaN(begin)) return "Row without a time";

    const result = resultOf(row, answerText !== "" || talk > 0);
    if (typeof result === "string") return result;
    const answered = result.code >= 200 && result.code < 300;
    if (!answered) answer = Number.NaN;
    else if (Number.isNaN(answer) && talk >= 0 && end - microseconds(talk) >= begin)
      answer = end - microseconds(talk);
    // An export in whole seconds may round the answer to before the start, or the end to before the answer.
    if (answer < begin) answer = begin;
    if (end < begin) end = begin;
    if (end < answer) end = answer;

    const attributes = attributesOf(row);
    if (answered && talk >= 0 && !(answer > 0 && end > 0)) attributes.reportedTalkMs = talk;
    const ring = lengthOf(row, columns.ring, ringUnit);
    if (ring > 0) attributes.reportedRingMs = ring;
    const delay = lengthOf(row, columns.delay, delayUnit);
    if (delay > 0) attributes.reportedRequestDelayMs = delay;
    const ender = enderOf(textOf(row, columns.endedBy));
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
      gateway: gatewayOf(row),
      events: callRowEvents(result, { begin, answer, end }, ender, attributes.direction),
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

  function gatewayOf(row: Row): string {
    const text = textOf(row, columns.gateway);
    return profile.gatewayPart ? channelName(text, trunkPattern) : text;
  }

  function attributesOf(row: Row): CallAttributes {
    const attributes: CallAttributes = {};
    const from = textOf(row, columns.from);
    if (from !== "") attributes.from = userOf(from);
    const to = textOf(row, columns.to);
    if (to !== "") attributes.to = userOf(to);
    const agent = textOf(row, columns.agent);
    if (agent !== "") attributes.agent = agent;
    const word = textOf(row, columns.direction);
    const direction = directionOf(word) ?? profile.direction;
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

type LengthMeaning = "duration" | "talk" | "ring" | "delay";

/** Milliseconds; NaN where the row does not tell. */
function lengthOf(row: Row, columns: readonly number[], unit: number): number {
  if (columns.length === 0) return Number.NaN;
  const text = textOf(row, columns);
  if (text === "") return Number.NaN;
  const ms = durationOf(text) * unit;
  return ms >= 0 && ms <= LONGEST_MS ? Math.round(ms * 1_000) / 1_000 : Number.NaN;
}

function microseconds(ms: number): number {
  return Math.round(ms * 1_000);
}

/** Seconds as "12", "12.5" or "0:01:05". */
function durationOf(text: string): number {
  let seconds = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return oddDuration(text);
    seconds = seconds * 10 + digit;
  }
  return seconds;
}

function oddDuration(text: string): number {
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

const LETTER_S = 115;
const LETTER_T = 116;

/** The user of a URI: "sip:100@pbx" and "tel:100" are 100, as a capture shows them. */
function userOf(party: string): string {
  const at = party.indexOf("@");
  const first = party.charCodeAt(0) | 0x20;
  if (at < 0 && first !== LETTER_S && first !== LETTER_T) return party;
  const scheme = /^(?:sips?|tel):/.exec(party)?.[0].length ?? 0;
  return party.slice(scheme, at < 0 ? undefined : at);
}

/** Spreadsheets cut times to minutes; the durations beside them are still exact. */
function isCoarse(text: string): boolean {
  if (text.length >= 19) return false;
  const colon = text.indexOf(":");
  return colon > 0 && text.indexOf(":", colon + 1) < 0;
}

const NEVER = /^(?:0|0\.0+|0000-00-00.*|0001-01-01.*|1970-01-01.*)$/;

/** How logs write "it never happened". */
function isNever(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first === 48) return NEVER.test(text);
  return text === "" || (first === 49 && text.startsWith("1970-01-01"));
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
