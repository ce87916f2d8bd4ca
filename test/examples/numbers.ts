import type { Random } from "./random.ts";

/** Telephone numbers that regulators keep free for fiction: nobody can be called by accident. */
export const NUMBER_RANGES = {
  /** Ofcom, numbers for drama: 020 7946 0000–0999. */
  london: { prefix: "+44207946", digits: 4, low: 0, high: 899 },
  /** Ofcom, numbers for drama: 0161 496 0000–0999. */
  manchester: { prefix: "+44161496", digits: 4, low: 0, high: 899 },
  /** Ofcom, numbers for drama: 0113 496 0000–0999. */
  leeds: { prefix: "+44113496", digits: 4, low: 0, high: 899 },
  /** Ofcom, numbers for drama: 0121 496 0000–0999. */
  birmingham: { prefix: "+44121496", digits: 4, low: 0, high: 899 },
  /** Ofcom, numbers for drama: 0141 496 0000–0999. */
  glasgow: { prefix: "+44141496", digits: 4, low: 0, high: 899 },
  /** Ofcom, numbers for drama: 0151 496 0000–0999. */
  liverpool: { prefix: "+44151496", digits: 4, low: 0, high: 899 },
  /** Ofcom, numbers for drama: 029 2018 0000–0999. */
  cardiff: { prefix: "+44292018", digits: 4, low: 0, high: 899 },
  /** Ofcom, numbers for drama: 07700 900000–900999. */
  mobile: { prefix: "+447700900", digits: 3, low: 0, high: 999 },
  /** NANPA, fictional line numbers 555-0100–0199, here in area code 212. */
  newYork: { prefix: "+12125550", digits: 3, low: 100, high: 199 },
  /** Arcep, numbers for audiovisual works: 01 99 00 00 00–99 99. */
  paris: { prefix: "+3319900", digits: 4, low: 0, high: 9999 },
} as const satisfies Record<string, { prefix: string; digits: number; low: number; high: number }>;

export type NumberRange = keyof typeof NUMBER_RANGES;

/** Numbers of a range in random order, each once: on a list a number stands once, and retries are its own. */
export function createNumbers(random: Random): (range: NumberRange) => string {
  const left = new Map<NumberRange, number[]>();
  return (range) => {
    const { prefix, digits, low, high } = NUMBER_RANGES[range];
    const lines = left.get(range) ?? Array.from({ length: high - low + 1 }, (_, n) => low + n);
    left.set(range, lines);
    const [line] = lines.splice(random.int(0, lines.length - 1), 1);
    if (line === undefined) throw new RangeError(`Cannot draw another number of ${range}: all are taken`);
    return prefix + String(line).padStart(digits, "0");
  };
}

/** The top hundred of the three city ranges belongs to the list of dead numbers and to nothing else. */
export function deadNumber(ordinal: number): string {
  const range = (["manchester", "leeds", "london"] as const)[ordinal % 3]!;
  return NUMBER_RANGES[range].prefix + String(900 + Math.floor(ordinal / 3)).padStart(4, "0");
}

/** The caller ids that our own side shows. */
export function ownNumber(random: Random): string {
  return `+4420794609${random.int(90, 99)}`;
}
