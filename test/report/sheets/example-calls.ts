import type { Call } from "../../../lib/calls/call.ts";
import type { EndedBy, Outcome, Responsible, Stage } from "../../../lib/sip/outcomes.ts";

type Ending = readonly [
  weight: number,
  responses: readonly number[],
  outcome: Outcome,
  responsible: Responsible,
  stage: Stage,
  endedBy: EndedBy | null,
];

const ENDINGS: readonly Ending[] = [
  [52, [100, 180, 200], "answered", "nobody", "ended", "finish"],
  [8, [100, 180, 200], "answered", "nobody", "ended", "kill"],
  [14, [100, 180], "no answer", "subscriber", "progress", "kill"],
  [8, [100, 486], "busy", "subscriber", "trying", "finish"],
  [5, [100, 480], "callee unavailable", "subscriber", "trying", "finish"],
  [4, [100, 404], "invalid number", "number list", "trying", "finish"],
  [3, [100, 503], "congestion", "provider", "trying", "finish"],
  [1, [100, 603], "rejected by callee", "subscriber", "trying", "finish"],
];
const STALLED: Ending = [0, [100], "stalled", "provider", "trying", "kill"];
const FORBIDDEN: Ending = [0, [100, 403], "forbidden", "us: settings", "trying", "finish"];
const BLOCKED: Ending = [0, [917], "direction blocked", "us: agent", "none", "kill"];

export const GATEWAYS = ["north-carrier", "blue-telecom", "copper-sip"];
export const DAY = Date.UTC(2026, 10, 20) * 1000;
const MINUTE = 60_000_000;

/** Calls of one working day with three stories: a stall, a balance that runs out, a direction not allowed. */
export function exampleCalls(count: number): Call[] {
  const random = randomNumbers(7);
  const starts = Array.from(
    { length: count },
    () => DAY + (8 * 60 + Math.floor(random() * 600)) * MINUTE + Math.floor(random() * MINUTE),
  );
  return starts.sort((a, b) => a - b).map((start, index) => exampleCall(start, index, random));
}

function exampleCall(start: number, index: number, random: () => number): Call {
  const gateway = GATEWAYS[Math.floor(random() * 3)]!;
  const minute = (start - DAY) / MINUTE;
  const [, responses, outcome, responsible, stage, endedBy] = endingOf(gateway, minute, random);
  const answered = outcome === "answered";
  const offsets = responses.map((_, at) =>
    Math.round([20, 1200 + random() * 2500, 9000 + random() * 12_000][at]!),
  );
  const last = responses.at(-1)!;
  const talkMs = answered ? Math.round(random() * 240_000) : null;
  return {
    callId: `${index.toString(16).padStart(6, "0")}-${Math.floor(random() * 1e9).toString(16)}@10.0.0.5`,
    source: "pbx1",
    basis: last > 900 ? "local" : "reported",
    start,
    end: start + 30_000_000,
    from: `+4930${5_550_000 + (index % 40)}`,
    to: `${["+49", "+33", "+44", "0049"][index % 4]}${1_700_000_000 + Math.floor(random() * 9e7)}`,
    gateway,
    agent: `agent ${String((index % 12) + 1).padStart(2, "0")}`,
    direction: "outbound",
    responses,
    responseOffsetsMs: offsets,
    lastResponse: last,
    lastOnWire: endedBy === "kill" && outcome === "no answer" ? 487 : last,
    reason: { 403: "Insufficient funds", 404: "Unallocated number", 503: "No circuit available" }[last] ?? "",
    q850: { 404: 1, 486: 17, 503: 34 }[last] ?? null,
    stage,
    outcome,
    responsible,
    endedBy,
    answered,
    rule: "example",
    sessionRequestDelayMs: offsets[1] ?? null,
    setupMs: answered ? offsets[2]! : null,
    talkMs,
    tryingGapMs: outcome === "stalled" ? 10_200 : offsets[1] === undefined ? null : offsets[1]! - offsets[0]!,
    ringMs: responses[1] === 180 ? 8000 : null,
    byeAnswered: answered ? true : null,
    complete: index % 97 !== 0,
    flags: index % 97 === 0 ? ["no-end"] : [],
    attempts: [],
    pickedUpBy: null,
    recorded: null,
    callerAddress: "",
    link: "",
  };
}

function endingOf(gateway: string, minute: number, random: () => number): Ending {
  if (gateway === "blue-telecom" && minute > 14 * 60 + 5 && minute < 15 * 60 + 30) return FORBIDDEN;
  if (gateway === "copper-sip" && minute > 10 * 60 + 40 && minute < 11 * 60) return STALLED;
  if (random() < 0.02) return BLOCKED;
  let left = random() * 95;
  for (const ending of ENDINGS) {
    left -= ending[0];
    if (left < 0) return ending;
  }
  return ENDINGS[0]!;
}

/** Park and Miller's minimal standard generator, so that every run makes the same calls. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
