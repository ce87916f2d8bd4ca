import type { CallAttributes, Sighting } from "../../calls/sighting.ts";
import type { RecordSink } from "../format/log-format.ts";
import { flatText } from "../text/flat-text.ts";
import type { Place } from "../text/place.ts";
import type { TimeReader } from "../time/time-reader.ts";
import { NO_CODE, resultReader } from "./call-result.ts";
import { callRowEvents } from "./call-row-events.ts";
import { channelName } from "./channel-name.ts";
import { type Columns, fieldText, findText, isNull, type Row } from "./row.ts";
import { rowIdentity } from "./row-identity.ts";
import type { Ender, RowProfile } from "./row-profile.ts";
import { lengthOf, RowTimes } from "./row-times.ts";
import { wordColumn } from "./word-column.ts";

export interface RowContext {
  readonly profile: RowProfile;
  readonly columns: Columns;
  readonly times: TimeReader;
  readonly sink: RecordSink;
  /** What stands for the gateway in the column of the gateway: its first group, or all of it. */
  readonly trunkPattern?: RegExp;
}

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

/** Turns rows that each describe one finished call into sightings. */
export class CallRowReader {
  readonly #profile: RowProfile;
  readonly #columns: Columns;
  readonly #sink: RecordSink;
  readonly #trunkPattern: RegExp | undefined;
  readonly #times: RowTimes;
  readonly #resultOf: ReturnType<typeof resultReader>;
  readonly #identityOf = rowIdentity();
  readonly #ringIn: (row: Row) => number;
  readonly #delayIn: (row: Row) => number;
  readonly #directionIn: (row: Row) => CallAttributes["direction"];
  readonly #enderIn: (row: Row) => Ender | undefined;
  readonly #gatewayIn: (row: Row) => string;
  readonly #agentIn: (row: Row) => string;

  constructor({ profile, columns, times, sink, trunkPattern }: RowContext) {
    this.#profile = profile;
    this.#columns = columns;
    this.#sink = sink;
    this.#trunkPattern = trunkPattern;
    this.#times = new RowTimes(profile, columns, times);
    this.#resultOf = resultReader(profile, columns);
    this.#ringIn = lengthOf("ring", profile, columns);
    this.#delayIn = lengthOf("delay", profile, columns);
    const directions = new Map(Object.entries({ ...DIRECTIONS, ...lowerCase(profile.directions) }));
    const enders = new Map(Object.entries(lowerCase(profile.endedBy)));
    this.#directionIn = wordColumn(columns.direction, (word) => directions.get(word.toLowerCase()));
    this.#enderIn = wordColumn(columns.endedBy, (word) => enders.get(word.toLowerCase()));
    this.#gatewayIn = wordColumn(columns.gateway, (name) => name);
    this.#agentIn = wordColumn(columns.agent, (name) => name);
  }

  read(row: Row, line: number): void {
    const sighting = this.#sightingOf(row);
    if (typeof sighting !== "string") this.#sink.use([sighting]);
    else if (isEmpty(row)) this.#sink.ignore("blank-line");
    else this.#sink.reject(line, sighting);
  }

  /** Returns why the row cannot be used where it cannot. */
  #sightingOf(row: Row): Sighting | string {
    const times = this.#times;
    const refusal = times.read(row);
    if (refusal !== "") return refusal;
    const result = this.#resultOf(row, times.hasAnswer || times.talk > 0);
    if (typeof result === "string") return result;
    const answered = result.code >= 200 && result.code < 300;
    times.settle(answered);
    const attributes = this.#attributesOf(row, answered);
    const ender = this.#enderIn(row);
    const sighting: Sighting = {
      callId: this.#idOf(row) || this.#identityOf(row),
      hop: this.#profile.id,
      basis: result.basis,
      // A row without any result says that the call was there, not that nothing came back.
      whole: result.code !== NO_CODE && this.#isFinished(row),
      callerTag: "",
      callerAddress: "",
      gateway: this.#gatewayOf(row),
      events: callRowEvents(result, times.begin, times.answer, times.end, ender, attributes.direction),
      attributes,
    };
    return sighting.whole ? sighting : inOwnMemory(sighting);
  }

  #isFinished(row: Row): boolean {
    const { unfinished } = this.#profile;
    if (unfinished === undefined) return true;
    const state = fieldText(row, this.#columns.state);
    return state === "" || !unfinished.includes(state);
  }

  /** A database writes 0 where a row has no such id. */
  #idOf(row: Row): string {
    for (const column of this.#columns.callId) {
      const place = row.find(column);
      if (place.to > place.from && !isNull(place) && !isZero(place)) return place.text();
    }
    return "";
  }

  #gatewayOf(row: Row): string {
    return this.#profile.gatewayPart
      ? channelName(fieldText(row, this.#columns.gateway), this.#trunkPattern)
      : this.#gatewayIn(row);
  }

  #attributesOf(row: Row, answered: boolean): CallAttributes {
    const columns = this.#columns;
    const attributes: CallAttributes = {};
    const from = partyAt(findText(row, columns.from));
    if (from !== "") attributes.from = from;
    const to = partyAt(findText(row, columns.to));
    if (to !== "") attributes.to = to;
    const agent = this.#agentIn(row);
    if (agent !== "") attributes.agent = agent;
    const direction = this.#directionIn(row) ?? this.#profile.direction;
    if (direction !== undefined) attributes.direction = direction;
    const delay = this.#delayIn(row);
    if (delay > 0) attributes.reportedRequestDelayMs = delay;
    const ring = this.#ringIn(row);
    if (ring > 0) attributes.reportedRingMs = ring;
    const { talk, answer, end } = this.#times;
    if (answered && talk >= 0 && !(answer > 0 && end > 0)) attributes.reportedTalkMs = talk;
    return attributes;
  }
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
