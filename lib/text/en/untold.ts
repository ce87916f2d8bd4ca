import { type FileAccount, isMostlyUntold, untoldCalls } from "../../analysis/content/file-account.ts";
import { OTHER_WORDS } from "../../logs/format/record-counts.ts";
import { count, plural } from "./phrases.ts";

type ReadFile = Pick<FileAccount, "key" | "source" | "outcomes" | "unknownResults">;

const WORDS_NAMED = 5;

/** A sentence about each file of which most results are not told: what is missing, and what would help. */
export function untoldFileSentences(files: readonly ReadFile[]): string[] {
  return files.filter(isMostlyUntold).map((file) => {
    const { untold, calls } = untoldCalls(file);
    return `"${file.key}" does not tell the result of ${count(untold)} of its ${plural(calls, "call")}${unknownWords(file)}: no figure counts them`;
  });
}

function unknownWords(file: ReadFile): string {
  const words = wordsOf(file);
  if (words.length === 0) return "";
  const named = words.slice(0, WORDS_NAMED).map((word) => `"${word}"`);
  const more = words.length > named.length ? " …" : "";
  return ` in words that are understood (${named.join(", ")}${more}; see Data quality)`;
}

/** The line of settings that would teach the words of a file; what they mean is for its owner to say. */
export function settingsLine(file: ReadFile): string {
  const results = wordsOf(file)
    .map((word) => `${JSON.stringify(word)}: CODE`)
    .join(", ");
  return `"sources": { ${JSON.stringify(file.source)}: { "results": { ${results} } } }`;
}

function wordsOf({ unknownResults }: ReadFile): string[] {
  return Object.keys(unknownResults).filter((word) => word !== OTHER_WORDS);
}
