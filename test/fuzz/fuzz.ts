import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { createGuard } from "./guard.ts";
import { hunt, lawOf } from "./hunt.ts";
import { minimise } from "./minimise.ts";
import { fuzzSeeds, sampleSeeds } from "./seeds.ts";

/*
 * npm run fuzz -- [--minutes N] [--seed S] [--file <path>]
 *
 * Reads damaged logs until the time is over, or the one file. What breaks a law is made small and
 * kept in test/fuzz/kept/, where the tests read it from then on.
 */

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "1" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    file: { type: "string" },
  },
});

/** Inputs that are kept are part of the repository. */
const MAX_KEPT_BYTES = 64 * 1024;
/** The same law broken in the same way is made small so often, not more. */
const MAX_KEPT_PER_LAW = 3;
const SLOW_MS = 4_000;

const guard = createGuard({ deadlineMs: 20_000, maxMegabytes: 700 });
try {
  if (values.file !== undefined) {
    const broken = await guard.check(readFileSync(values.file));
    console.log(broken.length === 0 ? "Every law holds" : broken.join("\n"));
    process.exitCode = broken.length === 0 ? 0 : 1;
  } else await fuzz(Number(values.minutes), Number(values.seed));
} finally {
  guard.stop();
}

async function fuzz(minutes: number, seed: number): Promise<void> {
  const seeds = [...fuzzSeeds(), ...sampleSeeds()];
  const until = Date.now() + minutes * 60_000;
  const found = new Map<string, number>();
  console.log(`Reading damaged logs made of ${seeds.length} seeds for ${minutes} min, --seed ${seed}`);
  let inputs = 0;
  let bytesRead = 0;
  let saidAt = Date.now();
  for (const { bytes, origin } of hunt(seeds, seed)) {
    if (Date.now() > until) break;
    const started = Date.now();
    const broken = await guard.check(bytes);
    inputs++;
    bytesRead += bytes.length;
    const took = Date.now() - started;
    if (took > SLOW_MS) console.log(`slow: ${took} ms for ${bytes.length} bytes of ${origin}`);
    for (const fault of broken.slice(0, 1)) {
      const law = lawOf(fault);
      const times = (found.get(law) ?? 0) + 1;
      found.set(law, times);
      if (times <= MAX_KEPT_PER_LAW) await keep(bytes, origin, fault);
    }
    if (Date.now() - saidAt > 30_000) {
      saidAt = Date.now();
      console.log(`${inputs} inputs, ${told(found)}`);
    }
  }
  console.log(`${inputs} inputs, ${Math.round(bytesRead / 1e6)} MB, ${told(found)}`);
  if (found.size > 0) process.exitCode = 1;
}

async function keep(bytes: Buffer, origin: string, fault: string): Promise<void> {
  const law = lawOf(fault);
  console.log(`\n${fault.slice(0, 2_000)}\n  from ${origin} (${bytes.length} bytes)`);
  const isFailing = async (candidate: Buffer) =>
    (await guard.check(candidate)).some((other) => lawOf(other) === law);
  const small = law === "hang" ? bytes : await minimise(bytes, isFailing);
  const name = `${law}-${createHash("sha256").update(small).digest("hex").slice(0, 8)}.bin`;
  if (small.length > MAX_KEPT_BYTES) console.log(`  too large to keep: ${small.length} bytes`);
  else writeFileSync(new URL(`kept/${name}`, import.meta.url), small);
  console.log(`  kept as ${name} (${small.length} bytes)`);
}

function told(found: ReadonlyMap<string, number>): string {
  return found.size === 0
    ? "every law holds"
    : [...found].map(([law, times]) => `${law} broken ${times} times`).join(", ");
}
