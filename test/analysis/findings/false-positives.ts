import { gatherEvidence } from "../../../lib/analysis/findings/evidence.ts";
import { findAll } from "../../../lib/analysis/findings/find-all.ts";
import type { Finding } from "../../../lib/analysis/findings/finding.ts";
import { exampleCalls } from "../example-calls.ts";
import { contentOf } from "../statistics/mixed-day.ts";
import { quietDay, shuffled } from "./generated-day.ts";
import { realDay } from "./real-day.ts";

const SIZES = [150, 600, 2000, 5000] as const;
const GATEWAYS = [["A"], ["A", "B"], ["A", "B", "C"], ["A", "B", "C", "D", "E", "F"]] as const;
const NUMBERS = [40, 700, 4000] as const;

/** Ids of the findings on a day on which there is nothing to find: one of many shapes for each seed. */
export function falseFindings(seed: number): string[] {
  const size = SIZES[seed % SIZES.length]!;
  const gateways = GATEWAYS[(seed >> 2) % GATEWAYS.length]!;
  const day = quietDay({ seed, calls: size, gateways, numbers: NUMBERS[seed % NUMBERS.length]! });
  return findAll(gatherEvidence(shuffled(day, seed + 1), "UTC")).map(({ id }) => id);
}

/** Ids of the findings on the day of the examples after its outcomes were dealt out anew. */
export function falseFindingsInExample(seed: number): string[] {
  return findAll(gatherEvidence(shuffled(exampleCalls(), seed), "UTC")).map(({ id }) => id);
}

/** Findings and tickets of a day as call centres have them, on which nothing is wrong: all but the numbers that do not exist. */
export function falseInRealDay(seed: number): string[] {
  const { calls, dead } = realDay(seed);
  const { findings, tickets } = contentOf(calls);
  const isTrue = ({ subject, facts }: Finding) =>
    subject === "dead-numbers" && facts.numbers.every(({ number }) => dead.has(number));
  return [
    ...findings.filter((finding) => !isTrue(finding)).map(({ id }) => id),
    ...tickets.map(({ gateway }) => `ticket ${gateway}`),
  ];
}

// node --import tsx test/analysis/findings/false-positives.ts 1000
if (process.argv[1] === import.meta.filename) {
  const days = Number(process.argv[2] ?? 1000);
  let found = 0;
  for (let seed = 1; seed <= days; seed++) {
    const ids =
      process.argv[3] === "real"
        ? falseInRealDay(seed)
        : seed % 5 === 0
          ? falseFindingsInExample(seed)
          : falseFindings(seed);
    for (const id of ids) console.log(`${seed}: ${id}`);
    found += ids.length;
  }
  console.log(`${found} findings in ${days} days without anything to find`);
}
