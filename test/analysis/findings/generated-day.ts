import type { Call } from "../../../lib/calls/call.ts";
import type { Outcome, Responsible, Stage } from "../../../lib/sip/outcomes.ts";
import { type Random, seededRandom } from "../../examples/random.ts";

export const DAY_START = Date.UTC(2026, 10, 20, 8) * 1000;
export const SECOND = 1_000_000;
export const MINUTE = 60 * SECOND;

/** How a call ends, and how long it takes: what shuffling moves from call to call. */
interface Result {
  readonly lastResponse: number;
  readonly outcome: Outcome;
  readonly responsible: Responsible;
  readonly stage: Stage;
  readonly weight: number;
  readonly setupMs: readonly [number, number];
}

/** A mix with every failure that some finding looks for. */
const RESULTS: readonly Result[] = [
  result(200, "answered", "nobody", "ended", 40, [3_000, 20_000]),
  result(180, "no answer", "subscriber", "progress", 22, [25_000, 40_000]),
  result(486, "busy", "subscriber", "trying", 9, [900, 3_500]),
  result(480, "callee unavailable", "subscriber", "trying", 7, [2_000, 9_000]),
  result(404, "invalid number", "number list", "trying", 6, [300, 2_500]),
  result(403, "forbidden", "provider", "trying", 5, [30, 180]),
  result(503, "congestion", "provider", "trying", 4, [20, 90]),
  result(100, "stalled", "provider", "trying", 3, [10_000, 10_030]),
  result(500, "provider failure", "provider", "trying", 2, [40, 900]),
  result(408, "timeout", "provider", "trying", 1, [5_000, 9_000]),
  result(488, "media mismatch", "us: settings", "trying", 0.5, [40, 900]),
  result(900, "direction blocked", "us: settings", "none", 1.5, [0, 0]),
];

export interface DayOptions {
  readonly seed: number;
  readonly calls?: number;
  readonly gateways?: readonly string[];
  readonly agents?: number;
  /** Different subscribers that are dialled. */
  readonly numbers?: number;
}

const HEADS = ["+442079", "+441614", "+447700", "+121255", "+331990", "+493012", "7495123", "8495123"];

/**
 * A working day of ten hours whose outcomes are drawn independently of everything else: it holds no
 * story, and every finding made on it is false.
 */
export function quietDay({
  seed,
  calls = 2000,
  gateways = ["A", "B", "C"],
  agents = 12,
  numbers = 700,
}: DayOptions): Call[] {
  const random = seededRandom(seed);
  const starts = Array.from({ length: calls }, () => DAY_START + random.int(0, 36_000_000 - 1) * 1000).sort(
    (a, b) => a - b,
  );
  return starts.map((start, i) => {
    const number = random.int(0, numbers - 1);
    // Some subscribers are dialled in two forms.
    const head = number % 8 >= 6 ? random.pick(HEADS.slice(6)) : HEADS[number % 6]!;
    return withResult(
      {
        ...BLANK,
        callId: `call-${i}`,
        start,
        from: "+442079460990",
        to: `${head}${String(number).padStart(4, "0")}`,
        gateway: random.pick(gateways),
        agent: `agent-${random.int(1, agents)}`,
      },
      drawResult(random),
      random,
    );
  });
}

/** The same calls with the same endings, dealt out anew: nothing is left to find. */
export function shuffled(calls: readonly Call[], seed: number): Call[] {
  const random = seededRandom(seed);
  const order = calls.map((_, i) => i);
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.int(0, i);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return calls.map((call, i) => {
    const other = calls[order[i]!]!;
    const { callId, source, start, from, to, gateway, agent, direction } = call;
    const end = other.end === null ? null : start + (other.end - other.start);
    return { ...other, callId, source, start, end, from, to, gateway, agent, direction, attempts: [] };
  });
}

/** Ends a call with this response, as {@link quietDay} would. */
export function ended(call: Call, lastResponse: number, random: Random): Call {
  return withResult(call, RESULTS.find((each) => each.lastResponse === lastResponse)!, random);
}

function withResult(
  call: Call,
  { outcome, lastResponse, responsible, stage, setupMs }: Result,
  random: Random,
): Call {
  const setup = random.int(setupMs[0], setupMs[1]);
  const answered = outcome === "answered";
  const talkMs = answered ? 3_000 + Math.round(random.exponential(75_000)) : null;
  return {
    ...call,
    end: call.start + (setup + (talkMs ?? 0)) * 1000,
    responses: lastResponse >= 900 ? [] : lastResponse === 100 ? [100] : [100, lastResponse],
    responseOffsetsMs: lastResponse >= 900 ? [] : lastResponse === 100 ? [50] : [50, setup],
    lastResponse,
    lastOnWire: lastResponse,
    stage,
    outcome,
    responsible,
    endedBy:
      lastResponse >= 900 ? null : lastResponse <= 180 ? "kill" : random.chance(0.6) ? "finish" : "kill",
    answered,
    sessionRequestDelayMs: lastResponse >= 900 || lastResponse === 100 ? null : Math.min(setup, 2_000),
    setupMs: answered ? setup : null,
    talkMs,
    tryingGapMs: lastResponse >= 900 ? null : lastResponse === 100 ? setup : Math.min(setup, 2_000),
    ringMs: lastResponse === 180 || answered ? Math.max(0, setup - 2_000) : null,
    byeAnswered: answered ? true : null,
    basis: lastResponse >= 900 ? "local" : "reported",
  };
}

function drawResult(random: Random): Result {
  let left = (random.int(0, 999_999) / 1_000_000) * WEIGHT;
  for (const each of RESULTS) {
    left -= each.weight;
    if (left < 0) return each;
  }
  return RESULTS[0]!;
}

function result(
  lastResponse: number,
  outcome: Outcome,
  responsible: Responsible,
  stage: Stage,
  weight: number,
  setupMs: readonly [number, number],
): Result {
  return { lastResponse, outcome, responsible, stage, weight, setupMs };
}

const WEIGHT = RESULTS.reduce((sum, { weight }) => sum + weight, 0);

/** An attempt of which nothing is known. */
export const BLANK: Call = {
  callId: "",
  source: "pbx",
  basis: "reported",
  start: 0,
  end: null,
  from: "",
  to: "",
  gateway: "",
  agent: "",
  direction: "outbound",
  responses: [],
  responseOffsetsMs: [],
  lastResponse: 0,
  lastOnWire: null,
  reason: "",
  q850: null,
  stage: "none",
  outcome: "incomplete",
  responsible: "unknown",
  endedBy: null,
  answered: false,
  rule: "",
  sessionRequestDelayMs: null,
  setupMs: null,
  talkMs: null,
  tryingGapMs: null,
  ringMs: null,
  byeAnswered: null,
  complete: true,
  flags: [],
  attempts: [],
  pickedUpBy: null,
  recorded: null,
  callerAddress: "",
  link: "",
};
