import { delimiterOf, firstLines, headerOf } from "./csv-shape.ts";
import { LOG_FORMATS } from "./formats.ts";
import { knownFile } from "./known-files.ts";
import { type LogFormat, type LogSample, UnreadableLogError } from "./log-format.ts";

const NAMES: Record<string, string> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar" };

/**
 * Finds the format of a log by its content.
 *
 * @param key names the log in the message, and only there.
 * @throws {UnreadableLogError} with what was seen and what to do, if no format recognises it.
 */
export function detect(
  sample: LogSample,
  key: string,
  formats: readonly LogFormat[] = LOG_FORMATS,
): LogFormat {
  const format = formats.find((candidate) => candidate.recognise(sample));
  if (format) return format;
  throw new UnreadableLogError(`Cannot detect log format of "${key}": ${evidence(sample)}`);
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
