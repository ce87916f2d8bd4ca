/** Calls that are under way at the same time. */
export const CONCURRENT = 200;
/** How long each group of concurrent calls lasts, and what lies between its steps, in ms. */
export const GROUP_MS = 30_000;
export const STEP_MS = 3_000;
export const FIRST_START_MS = Date.UTC(2026, 10, 22, 8);
const CHUNK_BYTES = 256 * 1024;

export interface Scenario {
  readonly code: number;
  readonly phrase: string;
}

/** How the calls of generated logs end, in turn. */
export const SCENARIOS: readonly Scenario[] = [
  { code: 200, phrase: "OK" },
  { code: 486, phrase: "Busy Here" },
  { code: 200, phrase: "OK" },
  { code: 404, phrase: "Not Found" },
  { code: 480, phrase: "Temporarily Unavailable" },
  { code: 503, phrase: "Service Unavailable" },
];

export interface MadeCall {
  readonly index: number;
  readonly callId: string;
  readonly scenario: Scenario;
  readonly from: string;
  readonly to: string;
  readonly gateway: string;
  readonly agent: string;
  readonly startMs: number;
}

export function madeCall(index: number): MadeCall {
  const group = Math.floor(index / CONCURRENT);
  // Knuth's multiplicative hash: numbers that do not repeat in a short cycle.
  const mixed = Math.imul(index + 1, 0x9e3779b1) >>> 0;
  return {
    index,
    callId: `${mixed.toString(16).padStart(8, "0")}-${index.toString(36).padStart(7, "0")}-4f2a@10.0.${mixed % 250}.7`,
    scenario: SCENARIOS[mixed % SCENARIOS.length]!,
    from: `+4930${1_000_000 + (mixed % 900)}`,
    to: `+4417${String(mixed % 100_000_000).padStart(8, "0")}`,
    gateway: `gateway-${mixed % 6}`,
    agent: `agent-${mixed % 80}`,
    startMs: FIRST_START_MS + group * GROUP_MS + (index % CONCURRENT) * 13,
  };
}

/** Groups of concurrent calls, without end. */
export function* callGroups(): Generator<MadeCall[]> {
  for (let first = 0; ; first += CONCURRENT) {
    yield Array.from({ length: CONCURRENT }, (_, i) => madeCall(first + i));
  }
}

/** Pieces of text as chunks of equal size, until so many bytes have come. ASCII only. */
export function* inChunks(bytes: number, texts: Iterable<string>): Generator<Buffer> {
  let left = bytes;
  let held: string[] = [];
  let length = 0;
  for (const text of texts) {
    held.push(text);
    length += text.length;
    if (length < CHUNK_BYTES) continue;
    yield Buffer.from(held.join(""), "latin1");
    left -= length;
    held = [];
    length = 0;
    if (left <= 0) return;
  }
}

export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
