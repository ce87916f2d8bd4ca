import { MAX_RECORD_BYTES } from "./lines.ts";
import { decodeText, textBlocks } from "./text-blocks.ts";

const LF = 10;
const SPACE = 32;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;
const OPEN_ARRAY = 91;
const CLOSE_ARRAY = 93;
const OPEN = 123;
const CLOSE = 125;
const MAX_DEPTH = 64;
/** Room for the key of a wrapper and the spaces around its colon. */
const KEY_BYTES = 100;

export interface JsonHandler {
  /** `line` is where the object begins, counted from 1. */
  object(value: Record<string, unknown>, line: number): void;
  broken(line: number, reason: string): void;
}

/**
 * Finds the objects of a JSON log: a single object, one per line, one after the other without
 * anything between, or the elements of an array. `wrappers` names arrays that wrap the records
 * ("value" of a Graph page); the object around such an array is not handed over.
 */
export async function eachObject(
  bytes: AsyncIterable<Uint8Array>,
  handler: JsonHandler,
  wrappers: readonly string[] = [],
): Promise<void> {
  const marks = wrappers.map((name) => Buffer.from(`"${name}"`));
  let line = 1;
  /** Depth of brackets outside of any record: arrays, and objects around a wrapper. */
  let outer = 0;
  let depth = 0;
  let inString = false;
  let escaped = false;
  let startLine = 1;
  let parts: Buffer[] = [];
  let length = 0;
  let tooLong = false;
  let tooDeep = false;
  /** A line ended inside a string: the record was cut off. */
  let torn = false;
  /** What the current line holds outside of records. */
  let hasJunk = false;
  let hasObject = false;
  /** Last byte that is no white space, and the last of all. */
  let before = 0;
  let last = LF;

  for await (const block of textBlocks(bytes)) {
    let start = depth > 0 ? 0 : -1;
    for (let at = 0; at < block.length; at++) {
      const byte = block[at]!;
      if (byte === LF) {
        endLine();
        line++;
      }
      if (inString) {
        if (byte === LF) {
          inString = false;
          torn = true;
        } else if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inString = false;
      } else if (byte === QUOTE) {
        if (depth > 0 || outer > 0) inString = true;
        else hasJunk = true;
      } else if (byte === OPEN || byte === OPEN_ARRAY) {
        if (depth > 0 && byte === OPEN && last === LF && (torn || !mayNest(before))) {
          // The next record begins at the start of a line: the one before was cut off.
          handler.broken(startLine, "JSON object is not closed");
          reset();
          depth = 0;
        }
        if (depth === 0 && byte === OPEN_ARRAY) outer++;
        else if (
          depth === 1 &&
          byte === OPEN_ARRAY &&
          marks.length > 0 &&
          isWrapper(block.subarray(start, at))
        ) {
          // Everything so far belongs to the wrapper: its elements are the records.
          outer += 2;
          depth = 0;
          start = -1;
          reset();
        } else {
          if (depth === 0) {
            start = at;
            startLine = line;
            hasObject = true;
          }
          if (++depth > MAX_DEPTH) tooDeep = true;
        }
      } else if (byte === CLOSE || byte === CLOSE_ARRAY) {
        if (depth === 0) {
          if (outer > 0) outer--;
          else hasJunk = true;
        } else if (--depth === 0) {
          hold(block.subarray(start, at + 1));
          start = -1;
          deliver();
          hasObject = true;
        }
      } else if (depth === 0 && outer === 0 && byte > SPACE && byte !== COMMA) hasJunk = true;
      last = byte;
      if (byte > SPACE) before = byte;
    }
    if (depth > 0) hold(block.subarray(start));
  }
  if (depth > 0) handler.broken(startLine, "JSON object is not closed");
  else endLine();

  function endLine(): void {
    if (hasJunk && !hasObject && depth === 0) handler.broken(line, "Not a JSON object");
    hasJunk = false;
    hasObject = depth > 0;
  }

  function isWrapper(piece: Buffer): boolean {
    const before = parts.at(-1) ?? Buffer.alloc(0);
    const tail = Buffer.concat([before.subarray(-KEY_BYTES), piece.subarray(-KEY_BYTES)])
      .toString("latin1")
      .trimEnd();
    if (!tail.endsWith(":")) return false;
    const key = tail.slice(0, -1).trimEnd();
    return marks.some((mark) => key.endsWith(mark.toString("latin1")));
  }

  function hold(part: Buffer): void {
    length += part.length;
    if (length > MAX_RECORD_BYTES) {
      tooLong = true;
      parts = [];
    } else parts.push(part);
  }

  function deliver(): void {
    const text = tooLong ? "" : decodeText(parts.length === 1 ? parts[0]! : Buffer.concat(parts));
    if (tooLong) handler.broken(startLine, "JSON object is longer than 1 MB");
    else if (tooDeep) handler.broken(startLine, `JSON object is nested deeper than ${MAX_DEPTH}`);
    else {
      const value = parseObject(text);
      if (value) handler.object(value, startLine);
      else handler.broken(startLine, "Not valid JSON");
    }
    reset();
  }

  function reset(): void {
    parts = [];
    length = 0;
    tooLong = false;
    tooDeep = false;
    torn = false;
  }
}

/** A value may follow: the bracket belongs to the record that is open. */
function mayNest(before: number): boolean {
  return before === COLON || before === COMMA || before === OPEN_ARRAY;
}

/** FreeSWITCH and other C programs print a bare nan or inf, which no JSON knows: it becomes null. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  return (
    tryParse(text) ?? tryParse(text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:nan|inf(?:inity)?)\b/gi, nullForNan))
  );
}

function nullForNan(token: string): string {
  return token.startsWith('"') ? token : "null";
}

function tryParse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
