import type { Random } from "./random.ts";
import type { Gateway } from "./stories.ts";

/** One line of the call event log, without the columns that stay the same during a call. */
export interface ExampleEvent {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly event: "invite" | "response" | "connect" | "cancel" | "bye" | "kill" | "finish" | "blocked";
  readonly code: number;
  readonly reason: string;
  /** Q.850 cause, 0 = none. */
  readonly q850: number;
  /** Where it is another one than that of the call. */
  readonly gateway?: Gateway;
}

/** How a call goes, with what a report has to say about it. */
interface Ending {
  readonly lastResponse: number;
  /** Provisional response before the end, besides 100; 0 = none. */
  readonly progress: number;
  readonly reason?: string;
  readonly q850?: number;
  /** Our side cancels this long after the progress, or after the 100 where there is none. */
  readonly cancelAfterMs?: readonly [number, number];
  /** The final response comes this long after the last provisional one. */
  readonly finalAfterMs?: readonly [number, number];
}

const PROMPT = [40, 900] as const;
const RINGING = [2_500, 24_000] as const;

export const ENDINGS = {
  answered: { lastResponse: 200, progress: 180, reason: "OK", finalAfterMs: RINGING },
  "answered after early media": { lastResponse: 200, progress: 183, reason: "OK", finalAfterMs: RINGING },
  "rings out": { lastResponse: 180, progress: 180, cancelAfterMs: [25_000, 40_000] },
  "announcement only": { lastResponse: 183, progress: 183, cancelAfterMs: [20_000, 35_000] },
  "agent gives up": { lastResponse: 100, progress: 0, cancelAfterMs: [1_200, 6_000] },
  busy: { lastResponse: 486, progress: 0, reason: "Busy Here", q850: 17, finalAfterMs: [900, 3_500] },
  unavailable: {
    lastResponse: 480,
    progress: 0,
    reason: "Temporarily Unavailable",
    q850: 20,
    finalAfterMs: [2_000, 9_000],
  },
  "rings, then unavailable": {
    lastResponse: 480,
    progress: 180,
    reason: "Temporarily Unavailable",
    q850: 19,
    finalAfterMs: [30_000, 55_000],
  },
  declined: { lastResponse: 603, progress: 180, reason: "Decline", q850: 21, finalAfterMs: [1_500, 12_000] },
  "network blocked": { lastResponse: 603, progress: 0, reason: "Network Blocked", finalAfterMs: PROMPT },
  unwanted: { lastResponse: 607, progress: 180, reason: "Unwanted", finalAfterMs: [1_500, 8_000] },
  "does not exist": {
    lastResponse: 404,
    progress: 0,
    reason: "Not Found",
    q850: 1,
    finalAfterMs: [300, 2_500],
  },
  gone: { lastResponse: 410, progress: 0, reason: "Gone", q850: 22, finalAfterMs: [300, 2_500] },
  incomplete: {
    lastResponse: 484,
    progress: 0,
    reason: "Address Incomplete",
    q850: 28,
    finalAfterMs: PROMPT,
  },
  timeout: { lastResponse: 408, progress: 0, reason: "Request Timeout", finalAfterMs: [5_000, 9_000] },
  media: { lastResponse: 488, progress: 0, reason: "Not Acceptable Here", finalAfterMs: PROMPT },
  fault: { lastResponse: 500, progress: 0, reason: "Server Internal Error", finalAfterMs: PROMPT },
  "bad gateway": { lastResponse: 502, progress: 0, reason: "Bad Gateway", q850: 27, finalAfterMs: PROMPT },
  "gateway timeout": {
    lastResponse: 504,
    progress: 0,
    reason: "Server Time-out",
    finalAfterMs: [4_000, 8_000],
  },
  "balance used up": { lastResponse: 403, progress: 0, reason: "Forbidden", finalAfterMs: [30, 180] },
  "no channel": {
    lastResponse: 503,
    progress: 0,
    reason: "Service Unavailable",
    q850: 34,
    finalAfterMs: [20, 90],
  },
  stalled: { lastResponse: 100, progress: 0, cancelAfterMs: [10_000, 10_030] },
  "no response": { lastResponse: 0, progress: 0 },
  "direction blocked": { lastResponse: 900, progress: 0, reason: "Direction blocked" },
} as const satisfies Record<string, Ending>;
export type EndingName = keyof typeof ENDINGS;

export interface Course {
  readonly events: readonly ExampleEvent[];
  readonly endedBy: "kill" | "finish" | null;
}

const PHRASES: Readonly<Record<number, string>> = { 100: "Trying", 180: "Ringing", 183: "Session Progress" };

/** RFC 3261 §17.1.1.2: timer B gives up after 64 × 500 ms. */
const TIMER_B_MS = 32_000;

/** The events of one call that starts at `start` and ends as `name` says. */
export function courseOf(name: EndingName, start: number, random: Random): Course {
  const ending: Ending = ENDINGS[name];
  const events: ExampleEvent[] = [];
  let now = start;
  const add = (event: ExampleEvent["event"], code = 0, reason = "", q850 = 0) =>
    events.push({ at: now, event, code, reason, q850 });
  const wait = (range: readonly [number, number]) => {
    now += random.int(range[0], range[1]);
  };
  const done = (endedBy: Course["endedBy"]): Course => ({ events, endedBy });

  if (name === "direction blocked") {
    add("blocked", ending.lastResponse, ending.reason);
    return done("kill");
  }
  add("invite");
  if (name === "no response") {
    now += TIMER_B_MS;
    add("kill");
    return done("kill");
  }
  now += 20 + Math.min(280, Math.round(random.exponential(60)));
  add("response", 100, PHRASES[100]);
  if (ending.progress) {
    wait([500, 4_000]);
    add("response", ending.progress, PHRASES[ending.progress]);
  }
  if (ending.cancelAfterMs) {
    wait(ending.cancelAfterMs);
    add("cancel");
    if (name !== "stalled") {
      wait([15, 120]);
      add("response", 487, "Request Terminated");
    }
    now += 1;
    add("kill");
    return done("kill");
  }
  wait(ending.finalAfterMs!);
  add("response", ending.lastResponse, ending.reason, ending.q850);
  if (ending.lastResponse !== 200) {
    now += 1;
    add("finish");
    return done("finish");
  }
  now += 2;
  add("connect");
  now += Math.min(600_000, 3_000 + Math.round(random.exponential(75_000)));
  add("bye");
  now += 1;
  const endedBy = random.chance(0.35) ? "kill" : "finish";
  add(endedBy);
  return done(endedBy);
}
