import type { Call } from "./call.ts";

/** What a field holds, and with that how JSON, CSV and a cell write it. */
export type CallFieldType =
  /** As the log has it; "" where it says nothing. */
  | "text"
  /** One of few words; "" or null where nothing tells. */
  | "word"
  /** Several words. */
  | "words"
  /** Epoch µs; ISO 8601 in UTC outside; 0 and null where the log says no time. */
  | "time"
  /** Milliseconds; null where the log does not show it. */
  | "duration"
  /** A status code of SIP, or a Q.850 cause; null where there is none. */
  | "code"
  /** Several of them, in order. */
  | "codes"
  /** Milliseconds for each of several; null where the log does not say when. */
  | "offsets"
  /** Gateway, start, last response and outcome of each. */
  | "attempts"
  /** True or false. */
  | "yes-no";

export interface CallField {
  readonly type: CallFieldType;
  readonly unit: "" | "ms" | "UTC";
  readonly meaning: string;
  /** Where the term is defined; "" where it is our own. */
  readonly source: string;
  /** Its column in a sheet: width in characters; null where it is shown as part of another column. */
  readonly width: number | null;
}

/**
 * Every field of a call, in the order of JSON and CSV; null = stays inside. The twins of a report, the
 * JSON of the command, the sheet of calls and docs/call-fields.md are made from this one table.
 */
export const CALL_FIELDS = {
  callId: {
    type: "text",
    unit: "",
    meaning:
      "Call-ID, with the From tag where a caller gave it to another call before; else the id that the log gives to the call, else a hash of its record",
    source: "RFC 3261 §8.1.1.4",
    width: 40,
  },
  start: {
    type: "time",
    unit: "UTC",
    meaning: "When the INVITE was sent, else the first time that is known of the call",
    source: "RFC 6076 §4",
    width: 19,
  },
  from: { type: "text", unit: "", meaning: "The caller", source: "RFC 3261 §8.1.1.3", width: 16 },
  to: { type: "text", unit: "", meaning: "Who was called", source: "RFC 3261 §8.1.1.2", width: 16 },
  source: {
    type: "word",
    unit: "",
    meaning: "The system that the log comes from: first folder under uploads/",
    source: "",
    width: 14,
  },
  gateway: {
    type: "word",
    unit: "",
    meaning: "The gateway that gave the call its result, by the name of the settings, else of the log",
    source: "",
    width: 18,
  },
  agent: {
    type: "word",
    unit: "",
    meaning: "The agent or extension, as the log has it",
    source: "",
    width: 14,
  },
  direction: {
    type: "word",
    unit: "",
    meaning: "outbound, inbound or internal, seen from us",
    source: "",
    width: 10,
  },
  responses: {
    type: "codes",
    unit: "",
    meaning: "Responses to the initial INVITE, in order of arrival",
    source: "RFC 3261 §21",
    width: null,
  },
  responseOffsetsMs: {
    type: "offsets",
    unit: "ms",
    meaning: "When each of the responses came, after the start",
    source: "",
    width: null,
  },
  lastResponse: {
    type: "code",
    unit: "",
    meaning: "The last response that says how far the call got: 0 = nothing came back, 9XX = our own block",
    source: "RFC 3261 §21",
    width: 11,
  },
  lastOnWire: {
    type: "code",
    unit: "",
    meaning: "The very last response that was seen, 487 after our own CANCEL included",
    source: "RFC 3261 §21",
    width: 9,
  },
  stage: { type: "word", unit: "", meaning: "How far the call got", source: "", width: 11 },
  outcome: { type: "word", unit: "", meaning: "How the call ended", source: "", width: 19 },
  responsible: { type: "word", unit: "", meaning: "Who probably has to act", source: "", width: 15 },
  endedBy: {
    type: "word",
    unit: "",
    meaning: "kill = our side ended the call, finish = the provider or the subscriber did",
    source: "",
    width: 9,
  },
  answered: {
    type: "yes-no",
    unit: "",
    meaning: "Somebody, or something, picked up",
    source: "RFC 3261 §13.2.2.4",
    width: 10,
  },
  pickedUpBy: {
    type: "word",
    unit: "",
    meaning: "Who or what did, where the log tells: person, machine, voicemail, queue, ivr",
    source: "",
    width: 12,
  },
  q850: { type: "code", unit: "", meaning: "Cause of the release", source: "ITU-T Q.850", width: 8 },
  reason: {
    type: "word",
    unit: "",
    meaning: "The words that came with the last response",
    source: "RFC 3261 §7.2, RFC 3326",
    width: 26,
  },
  sessionRequestDelayMs: {
    type: "duration",
    unit: "ms",
    meaning: "From the INVITE to the first response that tells how the call goes",
    source: "RFC 6076 §4.3",
    width: 11,
  },
  tryingGapMs: {
    type: "duration",
    unit: "ms",
    meaning: "From the first 100 to the next response, or to the end where none followed",
    source: "",
    width: 9,
  },
  setupMs: { type: "duration", unit: "ms", meaning: "From the INVITE to the answer", source: "", width: 9 },
  ringMs: {
    type: "duration",
    unit: "ms",
    meaning: "From the first 18x to the answer, or to the end",
    source: "",
    width: 9,
  },
  talkMs: {
    type: "duration",
    unit: "ms",
    meaning: "From the answer to the end",
    source: "RFC 6076 §4.5",
    width: 9,
  },
  attempts: {
    type: "attempts",
    unit: "",
    meaning: "Attempts of a call that was tried more than once, in order of start; else empty",
    source: "RFC 3263 §4.3",
    width: 34,
  },
  basis: {
    type: "word",
    unit: "",
    meaning: "Where the last response comes from: wire, reported, derived, local",
    source: "",
    width: 10,
  },
  complete: { type: "yes-no", unit: "", meaning: "Start and end were seen", source: "", width: 10 },
  flags: { type: "words", unit: "", meaning: "What is odd about the call", source: "", width: 22 },
  end: null,
  rule: null,
  recorded: null,
  callerAddress: null,
  link: null,
  byeAnswered: null,
  override: null,
} as const satisfies { readonly [Name in keyof Required<Call>]: CallField | null };

type Fields = typeof CALL_FIELDS;

export type CallFieldName = {
  [Name in keyof Fields]: Fields[Name] extends null ? never : Name;
}[keyof Fields];

export const CALL_FIELD_NAMES = (Object.keys(CALL_FIELDS) as (keyof Fields)[]).filter(
  (name): name is CallFieldName => CALL_FIELDS[name] !== null,
);
