import { boundedCallId, boundedText } from "../../calls/bounds.ts";
import type { CallAttributes } from "../../calls/call-attributes.ts";
import type { Sighting } from "../../calls/sighting.ts";
import type { CallEvent, EventKind, Side } from "../../sip/call-event.ts";
import { q850InText } from "../../sip/q850-causes.ts";
import type { ReadContext, RecordSink } from "../format/log-format.ts";
import { flatText } from "../text/flat-text.ts";
import type { Place } from "../text/place.ts";
import { remembered } from "../text/remembered.ts";
import { shown } from "../text/shown.ts";
import { TimeReader } from "../time/time-reader.ts";
import { advance, isRepeated } from "./call-progress.ts";
import { type CallState, callStates, NO_ATTRIBUTES } from "./call-states.ts";
import type { CallEventColumns } from "./columns.ts";

/** The words of the `event` column. */
const EVENTS: ReadonlyMap<string, EventKind> = new Map([
  ["invite", "invite"],
  ["response", "response"],
  ["connect", "connect"],
  ["cancel", "cancel"],
  ["bye", "bye"],
  ["kill", "kill"],
  ["finish", "finish"],
  ["blocked", "blocked"],
]);

const DIRECTIONS: ReadonlyMap<string, CallAttributes["direction"]> = new Map([
  ["outbound", "outbound"],
  ["out", "outbound"],
  ["outgoing", "outbound"],
  ["inbound", "inbound"],
  ["in", "inbound"],
  ["incoming", "inbound"],
  ["internal", "internal"],
]);

/** One line of the log. */
export interface EventLine {
  /** Text at a position of {@link CallEventColumns}; "" where the column is missing or empty. */
  field(position: number): string;
  /** Where that text stands. The place moves on with the next field that is found. */
  find(position: number): Place;
}

/** Turns the lines of one call event log into sightings. */
export class EventReader {
  readonly #columns: CallEventColumns;
  readonly #sink: RecordSink;
  readonly #times: TimeReader;
  readonly #states = callStates();
  readonly #kindOf = remembered((word) => EVENTS.get(word.toLowerCase()));
  readonly #directionOf = remembered((word) => DIRECTIONS.get(word.toLowerCase()));
  readonly #phraseOf = phrases();

  constructor(columns: CallEventColumns, { settings, writtenAtMs }: ReadContext, sink: RecordSink) {
    const { zone, dayFirst = true } = settings;
    this.#columns = columns;
    this.#sink = sink;
    this.#times = new TimeReader({ zone, dayFirst, writtenAtMs });
  }

  read(line: EventLine, number: number): void {
    const refusal = this.#take(line);
    if (refusal !== "") this.#sink.reject(number, refusal);
  }

  /** What a person should know about the times of this log. */
  notes(): string[] {
    return this.#times.notes();
  }

  /** Returns why the line cannot be used, "" if it can. */
  #take(line: EventLine): string {
    const columns = this.#columns;
    const callId = boundedCallId(line.field(columns.callId));
    if (callId === "") return "Line without call_id";
    let kind = this.#kindOf(line.find(columns.event));
    if (kind === undefined) {
      const name = line.field(columns.event);
      return name === "" ? "The line names no event" : `Unknown event "${shown(name)}"`;
    }
    const time = line.find(columns.time);
    const at = this.#times.read(time.bytes, time.from, time.to);
    if (Number.isNaN(at)) return `Time "${shown(time.text())}" is not a date`;

    let code = 0;
    if (kind === "response" || kind === "blocked") {
      const place = line.find(columns.code);
      if (isEmpty(place)) return kind === "response" ? "Response without code" : "Blocked without code";
      code = numberAt(place);
      if (kind === "response" && code >= 900) kind = "blocked";
      if (!isCodeOf(kind, code)) {
        return `Code "${shown(place.text())}" is not a ${kind === "response" ? "SIP response" : "9XX code"}`;
      }
    }
    const cause = line.find(columns.q850);
    const q850 = isEmpty(cause) ? 0 : numberAt(cause);
    if (q850 < 0 || q850 > MAX_CAUSE) return `Cause "${shown(cause.text())}" is not a Q.850 cause`;

    const state = this.#states.of(callId);
    const attributes = this.#attributesOf(line, state);
    if (attributes.direction !== undefined) state.inbound = attributes.direction === "inbound";
    const gateway = textAt(line.find(columns.gateway), state.gateway);
    // Lines that leave the gateway out go on with that of the INVITE.
    if (gateway !== "" || kind === "invite") state.gateway = gateway;
    if (kind === "invite" && isRepeated(state, at)) {
      this.#sink.ignore("repeated");
      return "";
    }
    advance(state, kind, code, at);
    const reason = this.#phraseOf(line.find(columns.reason), code);
    const event: CallEvent = {
      at: at + state.ties,
      kind,
      code,
      // A BYE and a connect belong to the call; everything else to the attempt that it is about.
      cseq: kind === "bye" || kind === "connect" || kind === "blocked" ? 0 : state.attempt,
      by: sideOf(kind, state.inbound),
      reason,
      q850: q850 || (reason.includes("=") ? q850InText(reason) : 0),
    };
    this.#sink.use([sightingOf(state, attributes, event)]);
    return "";
  }

  /** Most lines of a call repeat what the one before said of it: that is handed over again. */
  #attributesOf(line: EventLine, state: CallState): CallAttributes {
    const columns = this.#columns;
    const known = state.attributes;
    const from = textAt(line.find(columns.from), known.from ?? "");
    const to = textAt(line.find(columns.to), known.to ?? "");
    const agent = textAt(line.find(columns.agent), known.agent ?? "");
    const direction = this.#directionOf(line.find(columns.direction));
    if (from === "" && to === "" && agent === "" && direction === undefined) return NO_ATTRIBUTES;
    if (
      from === (known.from ?? "") &&
      to === (known.to ?? "") &&
      agent === (known.agent ?? "") &&
      direction === known.direction
    )
      return known;
    const attributes: CallAttributes = {};
    if (from !== "") attributes.from = from;
    if (to !== "") attributes.to = to;
    if (agent !== "") attributes.agent = agent;
    if (direction !== undefined) attributes.direction = direction;
    state.attributes = attributes;
    return attributes;
  }
}

/** The platform writes 0 when its request has arrived and nothing has come back yet: a stage of its own. */
function isCodeOf(kind: "response" | "blocked", code: number): boolean {
  return kind === "response" ? code === 0 || (code >= 100 && code <= 699) : code >= 900;
}

function sightingOf({ callId, gateway }: CallState, attributes: CallAttributes, event: CallEvent): Sighting {
  return {
    callId,
    hop: "log",
    basis: event.kind === "blocked" ? "local" : "reported",
    whole: false,
    live: true,
    heardAt: "",
    callerTag: "",
    callerAddress: "",
    gateway,
    events: [event],
    attributes,
  };
}

function sideOf(kind: EventKind, inbound: boolean): Side {
  if (kind === "kill") return inbound ? "callee" : "caller";
  if (kind === "finish") return inbound ? "caller" : "callee";
  if (kind === "bye" || kind === "connect") return "";
  return "caller";
}

/** A code has nearly always the same phrase: one copy of it is kept for each. */
function phrases(): (place: Place, code: number) => string {
  const known: string[] = Array(1_000).fill("");
  return (place, code) => {
    const phrase = textAt(place, known[code]!);
    if (phrase !== "") known[code] = phrase;
    return phrase;
  };
}

/** Text in memory of its own: `known` if it is that, for one copy is enough. */
function textAt(place: Place, known: string): string {
  if (isEmpty(place)) return "";
  const { bytes, from, to } = place;
  if (to - from !== known.length) return flatText(boundedText(place.text()));
  for (let i = 0; i < known.length; i++) {
    const byte = bytes[from + i]!;
    if (byte !== known.charCodeAt(i) || byte > 127) return flatText(boundedText(place.text()));
  }
  return known;
}

function isEmpty({ from, to }: Place): boolean {
  return from === to;
}

/** Q.850 §2.2.5: seven bits. */
const MAX_CAUSE = 127;

/** A number of up to three digits, else -1. */
function numberAt({ bytes, from, to }: Place): number {
  if (to - from > 3) return -1;
  let number = 0;
  for (let i = from; i < to; i++) {
    const digit = bytes[i]! - 48;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}
