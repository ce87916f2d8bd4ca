/** One row of the measured sheet: 15 columns as the sheet of all calls has them. */
export interface BenchRow {
  readonly id: string;
  /** Epoch ms. */
  readonly start: number;
  readonly answer: number | null;
  readonly end: number;
  readonly from: string;
  readonly to: string;
  readonly gateway: string;
  readonly agent: string;
  readonly outcome: string;
  readonly responsible: string;
  readonly code: number;
  readonly requestDelayMs: number;
  readonly ringMs: number;
  readonly talkMs: number;
  readonly q850: number;
}

const OUTCOMES = ["answered", "no answer", "busy", "invalid number", "congestion"];
const CODES = [200, 180, 486, 404, 503];
const RESPONSIBLES = ["nobody", "subscriber", "subscriber", "number list", "provider"];
const START = Date.UTC(2026, 2, 2);

/** The same rows in every run: a linear congruential generator (Numerical Recipes), seeded. */
export function* benchRows(count: number): Generator<BenchRow> {
  let state = 12_345;
  const random = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const hex = () =>
    random(2 ** 32)
      .toString(16)
      .padStart(8, "0");
  for (let index = 0; index < count; index++) {
    const kind = random(5);
    const start = START + index * 80 + random(80);
    const answered = kind === 0;
    const ringMs = random(20_000);
    const talkMs = answered ? random(300_000) : 0;
    yield {
      id: `${hex()}-${hex()}@10.0.0.${random(250)}`,
      start,
      answer: answered ? start + ringMs : null,
      end: start + ringMs + talkMs,
      from: `+4930${1_000_000 + random(9_000_000)}`,
      to: `0049171${1_000_000 + random(9_000_000)}`,
      gateway: `gateway-${random(6)}`,
      agent: `agent ${random(80)}`,
      outcome: OUTCOMES[kind]!,
      responsible: RESPONSIBLES[kind]!,
      code: CODES[kind]!,
      requestDelayMs: random(3_000),
      ringMs,
      talkMs,
      q850: [16, 19, 17, 1, 34][kind]!,
    };
  }
}
