import type { CallAttributes } from "../../calls/call-attributes.ts";
import type { Sighting } from "../../calls/sighting.ts";
import { UNTIMED } from "../../sip/call-event.ts";
import { isScanner } from "../../sip/scanners.ts";
import type { RecordSink } from "../format/log-format.ts";
import { plainName } from "../text/csv-shape.ts";
import { flatText } from "../text/flat-text.ts";
import type { Place } from "../text/place.ts";
import { shown } from "../text/shown.ts";
import type { TimeReader } from "../time/time-reader.ts";
import { type Result, resultReader } from "./call-result.ts";
import { callRowEvents } from "./call-row-events.ts";
import { type ChannelParties, channelParties } from "./channel-parties.ts";
import { lengthColumn } from "./length-column.ts";
import { pickedUpByReader } from "./picked-up-by.ts";
import { type Columns, fieldText, findText, isNull, type Row } from "./row.ts";
import { rowIdentity } from "./row-identity.ts";
import type { RowProfile } from "./row-profile.ts";
import { timeColumn, timeText, UNUSABLE } from "./time-column.ts";
import { wordColumn } from "./word-column.ts";

export interface RowContext {
  readonly profile: RowProfile;
  readonly columns: Columns;
  readonly times: TimeReader;
  readonly sink: RecordSink;
  /** What the owner's words for a result mean, see SourceSettings.results. */
  readonly results: Readonly<Record<string, number>>;
  /** What stands for the gateway in the column of the gateway: its first group, or all of it. */
  readonly trunkPattern?: RegExp;
}

/** Words for the direction that most vendors use; keys in lower case. */
const DIRECTIONS: Readonly<Record<string, CallAttributes["direction"]>> = {
  outbound: "outbound",
  out: "outbound",
  outgoing: "outbound",
  originating: "outbound",
  outboundapi: "outbound",
  outbounddial: "outbound",
  outboundcall: "outbound",
  outgoingcall: "outbound",
  dialed: "outbound",
  dialled: "outbound",
  placed: "outbound",
  made: "outbound",
  inboundcall: "inbound",
  incomingcall: "inbound",
  inbounddial: "inbound",
  received: "inbound",
  inbound: "inbound",
  in: "inbound",
  incoming: "inbound",
  terminating: "inbound",
  internal: "internal",
  local: "internal",
};

/** Turns rows that each describe one finished call into sightings. Returns a reader for one row. */
export function callRowReader({ profile, columns, times, sink, results, trunkPattern }: RowContext) {
  const startIn = timeColumn(columns.start, times);
  const answerIn = timeColumn(columns.answer, times);
  const endIn = timeColumn(columns.end, times);
  const ringingIn = timeColumn(columns.ringing, times);
  const durationIn = lengthOf("duration", profile, columns);
  const talkIn = lengthOf("talk", profile, columns);
  const resultOf = resultReader(profile, columns, results);
  const identityOf = rowIdentity();
  const attributesOf = attributesReader(profile, columns);
  const pickedUpByIn = pickedUpByReader(columns, profile.channels !== undefined);
  const enderIn = enderReader(profile, columns);
  const partiesIn = partiesReader(profile, columns, trunkPattern);

  /** Returns why the row cannot be used where it cannot. */
  function sightingOf(row: Row): Sighting | string {
    const start = startIn(row, false);
    if (start === UNUSABLE) return `Time "${shown(timeText(row, columns.start))}" is not a date`;
    const duration = durationIn(row);
    const talk = talkIn(row);
    let answer = answerIn(row, talk >= 0);
    let end = endIn(row, duration >= 0);
    if (end === UNUSABLE) end = Number.NaN;
    if (Number.isNaN(end) && duration >= 0) end = start + microseconds(duration);
    const begin = Number.isNaN(start)
      ? end - microseconds(duration >= 0 ? duration : talk >= 0 ? talk : 0)
      : start;
    if (Number.isNaN(begin)) return "Row without a time";

    const result = notSent(row, resultOf(row, !Number.isNaN(answer) || talk > 0, end > begin));
    if (typeof result === "string") return result;
    if (result.unknownWord !== "") sink.unknownResult?.(result.unknownWord);
    const answered = result.code >= 200 && result.code < 300;
    if (!answered || answer === UNUSABLE) answer = Number.NaN;
    if (answered && Number.isNaN(answer) && talk >= 0 && end - microseconds(talk) >= begin)
      answer = end - microseconds(talk);
    // An export in whole seconds may round the answer to before the start, or the end to before the answer.
    if (answer < begin) answer = begin;
    if (end < begin) end = begin;
    if (end < answer) end = answer;

    const attributes = attributesOf(row);
    const { gateway, direction, phone } = partiesIn(row);
    if (direction !== undefined) attributes.direction ??= direction;
    if (phone !== "") attributes.agent ??= phone;
    const pickedUpBy = answered ? pickedUpByIn(row) : undefined;
    if (pickedUpBy !== undefined) attributes.pickedUpBy = pickedUpBy;
    if (answered && talk >= 0 && !(answer > 0 && end > 0)) attributes.reportedTalkMs = talk;
    const sighting: Sighting = {
      callId: idOf(row, columns) || identityOf(row),
      hop: profile.id,
      basis: result.basis,
      whole: !result.running && isFinished(row, profile, columns),
      live: false,
      heardAt: "",
      callerTag: "",
      callerAddress: "",
      gateway,
      events: callRowEvents(
        result,
        begin,
        answer,
        end,
        enderIn(row),
        attributes.direction,
        ringingSince(ringingIn(row, false), attributes, result.noAnswer !== "", begin, end),
      ),
      attributes,
    };
    return sighting.whole ? sighting : inOwnMemory(sighting);
  }

  /** An exchange that ends a call with congestion and opened no channel to anybody sent nothing either (app_congestion). */
  function notSent(row: Row, result: Result | string): Result | string {
    if (profile.channels === undefined || typeof result === "string") return result;
    if (result.code !== 503 || result.basis !== "derived" || fieldText(row, columns.gateway) !== "")
      return result;
    return { ...result, reason: `${result.reason} (not sent to any trunk)` };
  }

  return (row: Row, line: number): void => {
    const sighting = sightingOf(row);
    if (typeof sighting !== "string") sink.use([sighting]);
    else if (isEmpty(row)) sink.ignore("blank-line");
    else sink.reject(line, sighting);
  };
}

/** Since when it rang, in epoch µs; undefined where the row does not say that it did. */
function ringingSince(
  ringing: number,
  { reportedRequestDelayMs: delay, reportedRingMs: ring }: CallAttributes,
  rang: boolean,
  begin: number,
  end: number,
): number | undefined {
  if (ringing > begin) return ringing;
  if (ring !== undefined && end > 0) return Math.max(begin, end - microseconds(ring));
  if (delay !== undefined) return begin + microseconds(delay);
  return rang || ring !== undefined ? UNTIMED : undefined;
}

/** Reads what a row says of a call as a whole. */
function attributesReader(profile: RowProfile, columns: Columns) {
  const directions = new Map(Object.entries({ ...DIRECTIONS, ...lowerCase(profile.directions) }));
  const directionIn = wordColumn(
    columns.direction,
    (word) => directions.get(word.toLowerCase()) ?? directions.get(plainName(word)),
  );
  const agentIn = wordColumn(columns.agent, (name) => name);
  const ringIn = lengthOf("ring", profile, columns);
  const delayIn = lengthOf("delay", profile, columns);
  const isScannerIn = wordColumn(columns.userAgent, isScanner);
  return (row: Row): CallAttributes => {
    const attributes: CallAttributes = {};
    const from = partyAt(findText(row, columns.from));
    if (from !== "") attributes.from = from;
    const to = partyAt(findText(row, columns.to));
    if (to !== "") attributes.to = to;
    const agent = agentIn(row);
    if (agent !== "") attributes.agent = agent;
    const direction = directionIn(row) ?? profile.direction;
    if (direction !== undefined) attributes.direction = direction;
    const delay = delayIn(row);
    if (delay > 0) attributes.reportedRequestDelayMs = delay;
    const ring = ringIn(row);
    if (ring > 0) attributes.reportedRingMs = ring;
    if (isScannerIn(row)) attributes.scanner = true;
    return attributes;
  };
}

function enderReader({ endedBy }: RowProfile, columns: Columns) {
  const enders = new Map(Object.entries(lowerCase(endedBy)));
  return wordColumn(columns.endedBy, (word) => enders.get(word.toLowerCase()) ?? enders.get(plainName(word)));
}

function partiesReader(
  { channels }: RowProfile,
  columns: Columns,
  trunkPattern: RegExp | undefined,
): (row: Row) => ChannelParties {
  if (channels === undefined)
    return wordColumn(columns.gateway, (gateway) => ({ gateway, direction: undefined, phone: "" }));
  return (row) =>
    channelParties(
      fieldText(row, columns.callerChannel),
      fieldText(row, columns.gateway),
      fieldText(row, columns.context),
      fieldText(row, columns.did),
      trunkPattern,
    );
}

function isFinished(row: Row, { unfinished }: RowProfile, { state }: Columns): boolean {
  if (unfinished === undefined) return true;
  const text = fieldText(row, state);
  return text === "" || !unfinished.includes(text);
}

/** A database writes 0 where a row has no such id. */
function idOf(row: Row, { callId }: Columns): string {
  for (const column of callId) {
    const place = row.find(column);
    if (place.to > place.from && !isNull(place) && !isZero(place)) return place.text();
  }
  return "";
}

/** What is not finished is held for long, and must not hold the block in which it stood. */
function inOwnMemory(sighting: Sighting): Sighting {
  const attributes = { ...sighting.attributes };
  if (attributes.from !== undefined) attributes.from = flatText(attributes.from);
  if (attributes.to !== undefined) attributes.to = flatText(attributes.to);
  return {
    ...sighting,
    callId: flatText(sighting.callId),
    gateway: flatText(sighting.gateway),
    events: sighting.events.map((event) => ({ ...event, reason: flatText(event.reason) })),
    attributes,
  };
}

/** The user of a URI: "sip:100@pbx" and "tel:100" are 100, as a capture shows them. */
function partyAt(place: Place): string {
  const party = place.text();
  if (isNumber(place)) return party;
  const at = party.indexOf("@");
  const scheme = /^(?:sips?|tel):/.exec(party)?.[0].length ?? 0;
  return party.slice(scheme, at < 0 ? undefined : at);
}

const NINE = 57;

/** Digits and the signs between them stand before "@" and all letters. */
function isNumber({ bytes, from, to }: Place): boolean {
  for (let i = from; i < to; i++) if (bytes[i]! > NINE) return false;
  return true;
}

const ZERO = 48;

function isZero({ bytes, from, to }: Place): boolean {
  return to - from === 1 && bytes[from] === ZERO;
}

function isEmpty(row: Row): boolean {
  for (let i = 0; i < row.length; i++) if (row.field(i) !== "") return false;
  return true;
}

function lowerCase<T>(table: Readonly<Record<string, T>> | undefined): Record<string, T> {
  return Object.fromEntries(Object.entries(table ?? {}).map(([key, value]) => [key.toLowerCase(), value]));
}

/** Reads a length of time in ms. */
function lengthOf(
  meaning: "duration" | "talk" | "ring" | "delay",
  { milliseconds }: RowProfile,
  columns: Columns,
): (row: Row) => number {
  return lengthColumn(columns[meaning], milliseconds?.includes(meaning) ? 1 : 1_000);
}

function microseconds(ms: number): number {
  return Math.round(ms * 1_000);
}
