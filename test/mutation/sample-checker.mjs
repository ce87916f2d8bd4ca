import { declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";

/** Lets a seeded sample of all mutants through; the others are told apart as "not sampled". */
class SampleChecker {
  #sampled = new Set();

  async init() {}

  /** Called once, with every mutant. */
  async group(mutants) {
    const count = Number(process.env.MUTATION_SAMPLE ?? 200);
    const ranked = mutants.map((mutant) => [rank(mutant), mutant.id]).sort(([a], [b]) => a - b);
    this.#sampled = new Set(ranked.slice(0, count).map(([, id]) => id));
    return [mutants.map(({ id }) => id)];
  }

  async check(mutants) {
    return Object.fromEntries(
      mutants.map(({ id }) => [
        id,
        this.#sampled.has(id) ? { status: "passed" } : { status: "compileError", reason: "Not sampled" },
      ]),
    );
  }
}

/** FNV-1a over the seed and what the mutant is. */
function rank({ fileName, location, mutatorName, replacement }) {
  const { start, end } = location;
  const text = [
    process.env.MUTATION_SEED ?? "1",
    fileName.replace(/.*\/lib\//, ""),
    start.line,
    start.column,
    end.line,
    end.column,
    mutatorName,
    replacement,
  ].join("|");
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, "sample", SampleChecker)];
