import type { CallAttributes, Sighting } from "../../calls/sighting.ts";
import type { CallEvent, EventKind, Side } from "../../sip/call-event.ts";
import { flatText } from "../flat-text.ts";
import type { ReadContext, RecordSink } from "../log-format.ts";
import { timeReader } from "../time/time-reader.ts";
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
}

/** Turns the lines of one call event log into sightings. */
export function eventReader(columns: CallEventColumns, context: ReadContext, sink: RecordSink) {
  const { zone, dayFirst = true } = context.settings;
  const times = timeReader({ zone, dayFirst, writtenAtMs: context.writtenAtMs });
  const states = callStates();
  const phraseOf = phrases();

  function read(line: EventLine, number: number): void {
    const refusal = take(line);
    if (refusal !== "") sink.reject(number, refusal);
  }

  /** Returns why the line cannot be used, "" if it can. */
  function take(line: EventLine): string {
    const callId = line.field(columns.callId);
    if (callId === "") return "Line without call_id";
    const word = line.field(columns.event);
    let kind = EVENTS.get(word) ?? EVENTS.get(word.toLowerCase());
    if (kind === undefined) return `Unknown event "${shown(word)}"`;
    const timeText = line.field(columns.time);
    const at = times.readText(timeText);
    if (Number.isNaN(at)) return `Time "${shown(timeText)}" is not a date`;

    let code = 0;
    if (kind === "response" || kind === "blocked") {
      const text = line.field(columns.code);
      if (text === "") return kind === "response" ? "Response without code" : "Blocked without code";
      code = numberOf(text);
      if (kind === "response" && code >= 900) kind = "blocked";
      // The platform writes 0 when its request has arrived and nothing has come back yet: a stage of its own.
      if (kind === "response" ? code !== 0 && (code < 100 || code > 699) : code < 900) {
        return `Code "${shown(text)}" is not a ${kind === "response" ? "SIP response" : "9XX code"}`;
      }
    }
    const causeText = line.field(columns.q850);
    const q850 = causeText === "" ? 0 : numberOf(causeText);
    if (q850 < 0 || q850 > MAX_CAUSE) return `Cause "${shown(causeText)}" is not a Q.850 cause`;

    const state = states.of(callId);
    const attributes = attributesOf(line, state);
    if (attributes.direction !== undefined) state.inbound = attributes.direction === "inbound";
    const gateway = line.field(columns.gateway);
    // Lines that leave the gateway out go on with that of the INVITE.
    if (gateway !== state.gateway && (gateway !== "" || kind === "invite")) state.gateway = flatText(gateway);
    if (kind === "invite" && isRepeated(state, at)) {
      sink.ignore("repeated");
      return "";
    }
    advance(state, kind, code, at);
    const event: CallEvent = {
      at: at + state.ties,
      kind,
      code,
      cseq: kind === "invite" || kind === "response" || kind === "cancel" ? state.attempt : 0,
      by: sideOf(kind, state.inbound),
      reason: phraseOf(line.field(columns.reason), code),
      q850,
    };
    sink.use(sightingOf(state, attributes, event));
    return "";
  }

  /** Most lines of a call repeat what the one before said of it: that is handed over again. */
  function attributesOf(line: EventLine, state: CallState): CallAttributes {
    const known = state.attributes;
    const from = line.field(columns.from);
    const to = line.field(columns.to);
    const agent = line.field(columns.agent);
    const word = line.field(columns.direction);
    const direction = DIRECTIONS.get(word) ?? DIRECTIONS.get(word.toLowerCase());
    if (from === "" && to === "" && agent === "" && direction === undefined) return NO_ATTRIBUTES;
    if (
      from === (known.from ?? "") &&
      to === (known.to ?? "") &&
      agent === (known.agent ?? "") &&
      direction === known.direction
    )
      return known;
    const attributes: CallAttributes = {};
    if (from !== "") attributes.from = flatText(from);
    if (to !== "") attributes.to = flatText(to);
    if (agent !== "") attributes.agent = flatText(agent);
    if (direction !== undefined) attributes.direction = direction;
    state.attributes = attributes;
    return attributes;
  }

  return { read, notes: times.notes };
}

function sightingOf({ callId, gateway }: CallState, attributes: CallAttributes, event: CallEvent): Sighting {
  return {
    callId,
    hop: "log",
    basis: event.kind === "blocked" ? "local" : "reported",
    whole: false,
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

/** A longer text is no phrase that comes again. */
const MAX_PHRASE = 128;

/** A code has nearly always the same phrase: one copy of it is kept for each. */
function phrases(): (text: string, code: number) => string {
  const known: string[] = Array(1_000).fill("");
  return (text, code) => {
    if (text.length > MAX_PHRASE) return flatText(text);
    if (text !== "" && text !== known[code]) known[code] = flatText(text);
    return text === "" ? "" : known[code]!;
  };
}

/** Q.850 §2.2.5: seven bits. */
const MAX_CAUSE = 127;

/** A number of up to three digits, else -1. */
function numberOf(text: string): number {
  let number = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9 || i > 2) return -1;
    number = number * 10 + digit;
  }
  return number;
}

function shown(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
