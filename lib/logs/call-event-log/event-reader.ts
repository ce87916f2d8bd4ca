import type { CallAttributes, Sighting } from "../../calls/sighting.ts";
import type { Basis, CallEvent, EventKind, Side } from "../../sip/call-event.ts";
import { flatText } from "../flat-text.ts";
import type { IgnoreRule, ReadContext, RecordSink } from "../log-format.ts";
import { timeReader } from "../time/time-reader.ts";
import { type CallState, callStates } from "./call-states.ts";
import type { CallEventColumn } from "./columns.ts";

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

interface Ignored {
  readonly ignored: IgnoreRule;
}

const REPEATED: Ignored = { ignored: "repeated" };

/** One line of the log: the text of a column, "" where it is missing or empty. */
export type EventLine = (column: CallEventColumn) => string;

/** Turns the lines of one call event log into sightings. */
export function eventReader(context: ReadContext, sink: RecordSink) {
  const { zone, dayFirst = true } = context.settings;
  const times = timeReader({ zone, dayFirst, writtenAtMs: context.writtenAtMs });
  const states = callStates();

  /** A string is the reason why the line cannot be used. */
  function understood(line: EventLine): Sighting | Ignored | string {
    const callId = line("callId");
    const word = line("event");
    if (callId === "") return "Line without call_id";
    let kind = EVENTS.get(word) ?? EVENTS.get(word.toLowerCase());
    if (kind === undefined) return `Unknown event "${shown(word)}"`;
    const timeText = line("time");
    const at = times.read(timeText);
    if (Number.isNaN(at)) return `Time "${shown(timeText)}" is not a date`;

    let code = 0;
    if (kind === "response" || kind === "blocked") {
      const text = line("code");
      if (text === "") return kind === "response" ? "Response without code" : "Blocked without code";
      code = /^\d{1,3}$/.test(text) ? Number(text) : -1;
      if (kind === "response" && code >= 900) kind = "blocked";
      // The platform writes 0 when its request has arrived and nothing has come back yet: a stage of its own.
      if (kind === "response" ? code !== 0 && (code < 100 || code > 699) : code < 900) {
        return `Code "${shown(text)}" is not a ${kind === "response" ? "SIP response" : "9XX code"}`;
      }
    }
    const q850 = causeOf(line("q850"));
    if (q850 < 0) return `Cause "${shown(line("q850"))}" is not a Q.850 cause`;

    const attributes = attributesOf(line);
    const state = states.of(callId);
    if (attributes.direction !== undefined) state.inbound = attributes.direction === "inbound";
    // Lines that leave the gateway out go on with that of the INVITE.
    const gateway = flatText(line("gateway"));
    if (kind === "invite" || gateway !== "") state.gateway = gateway;
    if (kind === "invite" && isRepeated(state, at)) return REPEATED;
    // Equal times keep the order of the log: the k-th event of a call within one time is k µs later.
    state.ties = at === state.at ? state.ties + 1 : 0;
    state.at = at;
    state.latest = Math.max(state.latest, at);
    state.kind = kind;
    if (kind === "invite") {
      state.attempt = ++state.attempts;
      if (state.attempts <= MAX_INVITES) state.inviteTimes.push(at);
    }

    const event: CallEvent = {
      at: at + state.ties,
      kind,
      code,
      cseq: kind === "invite" || kind === "response" || kind === "cancel" ? state.attempt : 0,
      by: sideOf(kind, state.inbound),
      reason: line("reason"),
      q850,
    };
    return sightingOf(state, kind === "blocked" ? "local" : "reported", event, attributes);
  }

  function read(line: EventLine, number: number): void {
    const result = understood(line);
    if (typeof result === "string") sink.reject(number, result);
    else if ("ignored" in result) sink.ignore(result.ignored);
    else sink.use(result);
  }

  return { read, notes: times.notes };
}

/** Invite times kept per call. */
const MAX_INVITES = 16;

/**
 * An INVITE with the time of an earlier one is that one again if nothing came between, or if the
 * log has gone back in time (two exports put together): then what follows belongs to it as well.
 * Otherwise it is a new attempt within the same second.
 */
function isRepeated(state: CallState, at: number): boolean {
  const known = state.inviteTimes.indexOf(at);
  if (known < 0 || (state.kind !== "invite" && at >= state.latest)) return false;
  state.attempt = known + 1;
  state.at = Number.NaN;
  return true;
}

function sightingOf(
  { callId, gateway }: CallState,
  basis: Basis,
  event: CallEvent,
  attributes: CallAttributes,
): Sighting {
  return {
    callId,
    hop: "log",
    basis,
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

function attributesOf(line: EventLine): CallAttributes {
  const attributes: CallAttributes = {};
  const from = line("from");
  if (from !== "") attributes.from = flatText(from);
  const to = line("to");
  if (to !== "") attributes.to = flatText(to);
  const agent = line("agent");
  if (agent !== "") attributes.agent = flatText(agent);
  const direction = DIRECTIONS.get(line("direction").toLowerCase());
  if (direction !== undefined) attributes.direction = direction;
  return attributes;
}

/** 0 = none, -1 = not a cause. Q.850 §2.2.5: seven bits. */
function causeOf(text: string): number {
  if (text === "") return 0;
  const cause = /^\d{1,3}$/.test(text) ? Number(text) : -1;
  return cause <= 127 ? cause : -1;
}

function shown(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
