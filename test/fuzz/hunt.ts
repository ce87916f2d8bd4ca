import { type Random, seededRandom } from "../examples/random.ts";
import { mutate } from "./mutations.ts";
import type { Seed } from "./seeds.ts";

export interface Quarry {
  readonly bytes: Buffer;
  /** The seed and what was done to it. */
  readonly origin: string;
}

/** Mutated inputs without end; the same seeds and number give the same inputs. */
export function* hunt(seeds: readonly Seed[], number: number): Generator<Quarry> {
  const random: Random = seededRandom(number);
  for (;;) {
    const seed = random.pick(seeds);
    const { bytes, path } = mutate(seed.bytes, random, random.pick(seeds).bytes);
    yield { bytes, origin: `${seed.name}: ${path.join(", ")}` };
  }
}

/** What kind of law was broken: the word before the colon. */
export function lawOf(fault: string): string {
  return fault.slice(0, Math.max(0, fault.indexOf(":")));
}
