import type { Call } from "../../calls/call.ts";
import { isTold } from "../../sip/outcomes.ts";
import { isLocalBlock } from "../../sip/response-codes.ts";

/** The part of a call that the metrics look at. */
export type MeasuredCall = Pick<
  Call,
  | "responses"
  | "responseOffsetsMs"
  | "lastResponse"
  | "stage"
  | "outcome"
  | "answered"
  | "sessionRequestDelayMs"
  | "setupMs"
  | "talkMs"
  | "tryingGapMs"
  | "ringMs"
  | "byeAnswered"
  | "pickedUpBy"
  | "direction"
  | "flags"
  | "override"
>;

export interface MetricOptions {
  /** Whether 404, 410, 484 and 604 count in NER: the network did its part, the number is wrong. Default no. */
  readonly nerCountsInvalidNumber?: boolean | undefined;
}

/** Sets of last responses that the ratios are made of. Printed in the workbook, so that nobody has to guess. */
const METRIC_CODES = {
  redirected: [300, 301, 302, 305, 380],
  busy: [486, 600],
  ringing: [180, 181, 182, 183],
  ringEnded: [408, 487],
  unavailable: [480],
  declined: [603, 607],
  invalidNumber: [404, 410, 484, 604],
  seer: [480, 486, 600, 603],
  ineffective: [408, 500, 503, 504],
} as const satisfies Record<string, readonly number[]>;

export type RatioId = "asr" | "har" | "abr" | "ner" | "ser" | "seer" | "isa" | "scr";

export interface RatioDefinition {
  readonly id: RatioId;
  readonly abbreviation: string;
  readonly name: string;
  /** As printed. */
  readonly formula: string;
  /** Which calls are in the numerator, in words and codes. */
  readonly counted: string;
  readonly source: string;
  readonly numerator: (call: MeasuredCall, options: MetricOptions) => boolean;
  readonly denominator: (call: MeasuredCall) => boolean;
}

export const isBlocked = (call: MeasuredCall): boolean => isLocalBlock(call.lastResponse);
/**
 * A call of which no log tells how it ended can be neither a success nor a failure in any ratio; one
 * between our own ends reaches nobody outside, or is the inner leg of a call that does.
 */
export const isBid = (call: MeasuredCall): boolean => isTold(call.outcome) && call.direction !== "internal";
export const isSeizure = (call: MeasuredCall): boolean => !isBlocked(call) && isBid(call);
export const isRedirected = (call: MeasuredCall): boolean =>
  call.lastResponse >= 300 && call.lastResponse < 400;
const isRequest = (call: MeasuredCall): boolean => isSeizure(call) && !isRedirected(call);

const among = (codes: readonly number[], code: number): boolean => codes.includes(code);

function isEffective(call: MeasuredCall, { nerCountsInvalidNumber = false }: MetricOptions): boolean {
  if (call.answered) return true;
  const said = call.override?.countsAsSuccess;
  if (said !== undefined) return said;
  const { lastResponse } = call;
  if (call.outcome === "network blocked") return false;
  return (
    among(METRIC_CODES.busy, lastResponse) ||
    among(METRIC_CODES.ringing, lastResponse) ||
    (among(METRIC_CODES.ringEnded, lastResponse) && call.stage === "progress") ||
    among(METRIC_CODES.unavailable, lastResponse) ||
    among(METRIC_CODES.declined, lastResponse) ||
    (nerCountsInvalidNumber && among(METRIC_CODES.invalidNumber, lastResponse))
  );
}

/** The network did its part: somebody answered, or the subscriber was reached and did not. */
export const isDelivered = (call: MeasuredCall): boolean => isBid(call) && isEffective(call, {});

function isEstablishedOrDeclined(call: MeasuredCall): boolean {
  if (call.answered) return true;
  const said = call.override?.countsAsSuccess;
  if (said !== undefined) return said;
  return call.outcome !== "network blocked" && among(METRIC_CODES.seer, call.lastResponse);
}

/** Set up, not lost while connected, and taken down: its BYE was answered, or where the log shows no BYEs, it has an end. */
function isCompleted(call: MeasuredCall): boolean {
  if (!call.answered || call.flags.includes("dropped-in-dialog")) return false;
  return call.byeAnswered ?? call.stage === "ended";
}

const list = (...sets: readonly (readonly number[])[]): string => sets.flat().join(", ");

/** Every ratio of the report. Bids = calls that leave or enter our side and whose result a log tells; seizures = bids − 9XX, which never left us. */
export const RATIO_DEFINITIONS: readonly RatioDefinition[] = [
  {
    id: "asr",
    abbreviation: "ASR",
    name: "Answer-seizure ratio",
    formula: "answered ÷ seizures",
    counted: "200 (any 2xx, or marked as connected)",
    source: "ITU-T E.411; seizures = bids − 9XX",
    numerator: (call) => call.answered,
    denominator: isSeizure,
  },
  {
    id: "har",
    abbreviation: "HAR",
    name: "Human answer ratio",
    formula: "answered, and not by a machine as far as a log tells ÷ seizures",
    counted:
      "200, without those that a log says voicemail, an answering machine, an IVR or a queue picked up",
    source: "this report; SIP knows these as answered",
    numerator: (call) => call.answered && (call.pickedUpBy === null || call.pickedUpBy === "person"),
    denominator: isSeizure,
  },
  {
    id: "abr",
    abbreviation: "ABR",
    name: "Answer-bid ratio",
    formula: "answered ÷ bids",
    counted: "200 (any 2xx, or marked as connected)",
    source: "ITU-T E.425",
    numerator: (call) => call.answered,
    denominator: isBid,
  },
  {
    id: "ner",
    abbreviation: "NER",
    name: "Network effectiveness ratio",
    formula: "(answered + busy + rang without answer + declined by the subscriber) ÷ seizures",
    counted:
      `200; busy ${list(METRIC_CODES.busy)}; last response ${list(METRIC_CODES.ringing)}; ` +
      `${list(METRIC_CODES.ringEnded)} after an 18x; ${list(METRIC_CODES.unavailable)}; ` +
      `declined ${list(METRIC_CODES.declined)} except 603+; by setting also ${list(METRIC_CODES.invalidNumber)}`,
    source: "ITU-T E.425; the set of codes is this report's own",
    numerator: isEffective,
    denominator: isSeizure,
  },
  {
    id: "ser",
    abbreviation: "SER",
    name: "Session establishment ratio",
    formula: "answered ÷ (seizures − redirected)",
    counted: "200; redirected = last response 3xx that nobody followed",
    source: "RFC 6076 §4.6",
    numerator: (call) => call.answered,
    denominator: isRequest,
  },
  {
    id: "seer",
    abbreviation: "SEER",
    name: "Session establishment effectiveness ratio",
    formula: "(answered + subscriber's failures) ÷ (seizures − redirected)",
    counted: `200, ${list(METRIC_CODES.seer)}; not 603+`,
    source: "RFC 6076 §4.7",
    numerator: (call) => isRequest(call) && isEstablishedOrDeclined(call),
    denominator: isRequest,
  },
  {
    id: "isa",
    abbreviation: "ISA",
    name: "Ineffective session attempts",
    formula: "ineffective ÷ seizures",
    counted: list(METRIC_CODES.ineffective),
    source: "RFC 6076 §4.8",
    numerator: (call) => among(METRIC_CODES.ineffective, call.lastResponse),
    denominator: isSeizure,
  },
  {
    id: "scr",
    abbreviation: "SCR",
    name: "Session completion ratio",
    formula: "completed ÷ seizures",
    counted: "200 with an answered BYE; or, if the log shows no BYE, with an end; not lost while connected",
    source: "RFC 6076 §4.9",
    numerator: isCompleted,
    denominator: isSeizure,
  },
];

export type DurationId =
  | "requestDelayAnswered"
  | "requestDelayFailed"
  | "postDial"
  | "tryingGap"
  | "ring"
  | "setup"
  | "talk";

export interface DurationDefinition {
  readonly id: DurationId;
  readonly name: string;
  readonly formula: string;
  readonly source: string;
  /** Milliseconds; null = the call has none, or it is not known. */
  readonly of: (call: MeasuredCall) => number | null;
}

/** RFC 6076 §4.3.2 leaves these out of failed requests: the answer to them is another request. */
const NOT_FAILURES: readonly number[] = [401, 402, 407];

/** Every duration of the report, with its percentiles. */
export const DURATION_DEFINITIONS: readonly DurationDefinition[] = [
  {
    id: "requestDelayAnswered",
    name: "Session request delay, answered calls",
    formula: "first INVITE to the first response that is not 100, else to the 200",
    source: "RFC 6076 §4.3.1",
    of: (call) => (call.answered ? call.sessionRequestDelayMs : null),
  },
  {
    id: "requestDelayFailed",
    name: "Session request delay, calls not answered",
    formula:
      "first INVITE to the first response that is not 100; without 401, 402, 407. Never mixed with answered calls",
    source: "RFC 6076 §4.3.2",
    of: (call) =>
      call.answered || among(NOT_FAILURES, call.lastResponse) ? null : call.sessionRequestDelayMs,
  },
  {
    id: "postDial",
    name: "Post-dial delay",
    formula: "first INVITE to the first 18x",
    source: "in common use; not in RFC 6076",
    of: postDialDelay,
  },
  {
    id: "tryingGap",
    name: "Gap after 100",
    formula: "100 to the next response, else to the end; 0.1 to 3 s are normal, 10 s are a stall",
    source: "Oki-Toki, What is a SIP response, part 2",
    of: (call) => call.tryingGapMs,
  },
  {
    id: "ring",
    name: "Ring time",
    formula: "first 18x to the answer, else to the end",
    source: "in common use",
    of: (call) => call.ringMs,
  },
  {
    id: "setup",
    name: "Setup time",
    formula: "first INVITE to the 200",
    source: "in common use",
    of: (call) => call.setupMs,
  },
  {
    id: "talk",
    name: "Talk time",
    formula: "200 to the BYE; its mean over answered calls is ACD",
    source: "RFC 6076 §4.5; ACD in common use",
    of: (call) => (call.answered ? call.talkMs : null),
  },
];

function postDialDelay({ responses, responseOffsetsMs }: MeasuredCall): number | null {
  for (let i = 0; i < responses.length; i++) {
    const code = responses[i]!;
    if (code > 100 && code < 199) return nonNegative(responseOffsetsMs[i] ?? null);
  }
  return null;
}

function nonNegative(ms: number | null): number | null {
  return ms !== null && ms >= 0 ? ms : null;
}
