import type { SourceSettings } from "../settings/settings.ts";
import { type LogFormat, type LogSample, UnreadableLogError } from "./format/log-format.ts";
import { LOG_FORMATS } from "./formats.ts";
import { delimiterOf, firstLines, headerOf } from "./text/csv-shape.ts";
import { knownFile } from "./vendors/known-files.ts";
import { ownFormat } from "./vendors/own-format.ts";
import { uselessExport } from "./vendors/useless-exports.ts";

const NAMES: Record<string, string> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar" };

/**
 * Finds the format of a log by its content, and by what the settings of its source say.
 *
 * @param key names the log in the message, and only there.
 * @throws {UnreadableLogError} with what was seen and what to do, if no format recognises it.
 */
export function detect(sample: LogSample, key: string, settings: SourceSettings): LogFormat {
  const own = ownFormat(settings);
  if (own && namesColumns(settings) && own.recognise(sample)) return own;
  const hinted = hintedFormat(settings, own);
  if (hinted) return hinted;
  const useless = uselessExport(sample);
  if (useless !== "") throw new UnreadableLogError(`Cannot use "${key}": ${useless}`);
  const format = LOG_FORMATS.find((candidate) => candidate.recognise(sample));
  if (format) return format;
  // Columns by number fit any table, so every known format comes before them.
  if (own && !isBinary(sample.text) && own.recognise(sample)) return own;
  throw new UnreadableLogError(`Cannot detect log format of "${key}": ${evidence(sample)}`);
}

function namesColumns({ columns }: SourceSettings): boolean {
  return Object.values(columns ?? {}).some((column) => typeof column === "string");
}

/** The settings may name a format for a source whose logs are too short or too odd to be recognised. */
function hintedFormat({ format: id }: SourceSettings, own: LogFormat | undefined): LogFormat | undefined {
  if (id === undefined) return undefined;
  const format = [...LOG_FORMATS, ...(own ? [own] : [])].find((candidate) => candidate.id === id);
  if (format) return format;
  const known = [...new Set(LOG_FORMATS.map((candidate) => candidate.id))].join(", ");
  throw new UnreadableLogError(`Cannot use format "${id}" of the settings: it is none of ${known}`);
}

function evidence(sample: LogSample): string {
  if (sample.bytes.length === 0) return "the file is empty";
  const known = knownFile(sample.bytes);
  if (known !== "") return `it is ${known}`;
  const [line = ""] = firstLines(sample.text, 1);
  if (line === "") return "it holds nothing but empty lines";
  if (isBinary(sample.text))
    return `it is not text, and no known signature is in its first bytes (${hexOf(sample.bytes)})`;
  const delimiter = delimiterOf(sample.text);
  if (delimiter === "") return `no known signature in the first 64 KB. First line: "${shown(line, 120)}"`;
  const header = headerOf(sample.text, delimiter).map((name) => shown(name, 30));
  return (
    `no known columns. It looks like a table with ${header.length} columns divided by ${NAMES[delimiter]}, ` +
    `first line: ${shown(header.join(" · "), 300)}. Name the columns in the settings of this source ("columns")`
  );
}

function isBinary(text: string): boolean {
  const start = text.slice(0, 1_024);
  let odd = 0;
  for (let i = 0; i < start.length; i++) {
    const code = start.charCodeAt(i);
    if (code < 9 || (code > 13 && code < 32 && code !== 27) || code === 0xfffd) odd++;
  }
  return odd * 10 > start.length;
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

function shown(text: string, length: number): string {
  const printable = text.replace(/\p{Cc}/gu, " ");
  return printable.length > length ? `${printable.slice(0, length)}…` : printable;
}
