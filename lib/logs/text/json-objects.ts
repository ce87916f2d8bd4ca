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
  const scanner = new ObjectScanner(handler, wrappers);
  for await (const block of textBlocks(bytes)) scanner.take(block);
  scanner.end();
}

/** Follows strings and brackets through the blocks of a log, to know where an object begins and ends. */
class ObjectScanner {
  readonly #record: ObjectRecord;
  readonly #handler: JsonHandler;
  /** Names of wrappers in quotation marks. */
  readonly #wrappers: readonly string[];
  #line = 1;
  /** Depth of brackets outside of any record: arrays, and objects around a wrapper. */
  #outer = 0;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** A line ended inside a string: the record was cut off. */
  #torn = false;
  /** What the current line holds outside of records. */
  #hasJunk = false;
  #hasObject = false;
  /** Last byte that is no white space, and the last of all. */
  #before = 0;
  #last = LF;

  constructor(handler: JsonHandler, wrappers: readonly string[]) {
    this.#handler = handler;
    this.#record = new ObjectRecord(handler);
    this.#wrappers = wrappers.map((name) => `"${name}"`);
  }

  take(block: Buffer): void {
    /** Where the part of the open record begins that lies in this block. */
    let start = 0;
    for (let at = 0; at < block.length; at++) {
      const byte = block[at]!;
      if (byte === LF) {
        this.#endLine();
        this.#line++;
      }
      if (this.#inString) this.#takeInString(byte);
      else if (byte === QUOTE) {
        if (this.#depth > 0 || this.#outer > 0) this.#inString = true;
        else this.#hasJunk = true;
      } else if (byte === OPEN || byte === OPEN_ARRAY) {
        if (this.#opens(byte, block, start, at)) start = at;
      } else if (byte === CLOSE || byte === CLOSE_ARRAY) this.#close(block, start, at);
      else if (this.#depth === 0 && this.#outer === 0 && byte > SPACE && byte !== COMMA) this.#hasJunk = true;
      this.#last = byte;
      if (byte > SPACE) this.#before = byte;
    }
    if (this.#depth > 0) this.#record.hold(block.subarray(start));
  }

  end(): void {
    if (this.#depth > 0) this.#record.giveUp();
    else this.#endLine();
  }

  #takeInString(byte: number): void {
    if (byte === LF) {
      this.#inString = false;
      this.#torn = true;
    } else if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) this.#inString = false;
  }

  /** Takes an opening bracket. Returns whether a record begins with it. */
  #opens(bracket: number, block: Buffer, start: number, at: number): boolean {
    if (this.#depth > 0 && bracket === OPEN && this.#last === LF && (this.#torn || !this.#mayNest())) {
      // The next record begins at the start of a line: the one before was cut off.
      this.#record.giveUp();
      this.#torn = false;
      this.#depth = 0;
    }
    if (this.#depth === 0 && bracket === OPEN_ARRAY) {
      this.#outer++;
      return false;
    }
    if (this.#depth === 1 && bracket === OPEN_ARRAY && this.#isWrapper(block.subarray(start, at))) {
      // Everything so far belongs to the wrapper: its elements are the records.
      this.#record.forget();
      this.#torn = false;
      this.#outer += 2;
      this.#depth = 0;
      return false;
    }
    const begins = this.#depth === 0;
    if (begins) {
      this.#record.begin(this.#line);
      this.#hasObject = true;
    }
    this.#record.deepen(++this.#depth);
    return begins;
  }

  #close(block: Buffer, start: number, at: number): void {
    if (this.#depth === 0) {
      if (this.#outer > 0) this.#outer--;
      else this.#hasJunk = true;
    } else if (--this.#depth === 0) {
      this.#record.hold(block.subarray(start, at + 1));
      this.#record.deliver();
      this.#torn = false;
      this.#hasObject = true;
    }
  }

  #endLine(): void {
    if (this.#hasJunk && !this.#hasObject && this.#depth === 0) {
      this.#handler.broken(this.#line, "Not a JSON object");
    }
    this.#hasJunk = false;
    this.#hasObject = this.#depth > 0;
  }

  /** A value may follow: the bracket belongs to the record that is open. */
  #mayNest(): boolean {
    const before = this.#before;
    return before === COLON || before === COMMA || before === OPEN_ARRAY;
  }

  #isWrapper(piece: Buffer): boolean {
    if (this.#wrappers.length === 0) return false;
    const tail = this.#record.tailWith(piece).trimEnd();
    if (!tail.endsWith(":")) return false;
    const key = tail.slice(0, -1).trimEnd();
    return this.#wrappers.some((wrapper) => key.endsWith(wrapper));
  }
}

/** The bytes of the object that is open, gathered over blocks and bounded. */
class ObjectRecord {
  readonly #handler: JsonHandler;
  #line = 1;
  #parts: Buffer[] = [];
  #length = 0;
  #tooLong = false;
  #tooDeep = false;

  constructor(handler: JsonHandler) {
    this.#handler = handler;
  }

  begin(line: number): void {
    this.forget();
    this.#line = line;
  }

  deepen(depth: number): void {
    if (depth > MAX_DEPTH) this.#tooDeep = true;
  }

  hold(part: Buffer): void {
    this.#length += part.length;
    if (this.#length > MAX_RECORD_BYTES) {
      this.#tooLong = true;
      this.#parts = [];
    } else this.#parts.push(part);
  }

  /** The last bytes before and of a piece, enough to see a key in them. */
  tailWith(piece: Buffer): string {
    const before = this.#parts.at(-1) ?? Buffer.alloc(0);
    return Buffer.concat([before.subarray(-KEY_BYTES), piece.subarray(-KEY_BYTES)]).toString("latin1");
  }

  deliver(): void {
    const parts = this.#parts;
    if (this.#tooLong) this.#handler.broken(this.#line, "JSON object is longer than 1 MB");
    else if (this.#tooDeep)
      this.#handler.broken(this.#line, `JSON object is nested deeper than ${MAX_DEPTH}`);
    else {
      const value = parseObject(decodeText(parts.length === 1 ? parts[0]! : Buffer.concat(parts)));
      if (value) this.#handler.object(value, this.#line);
      else this.#handler.broken(this.#line, "Not valid JSON");
    }
    this.forget();
  }

  /** The next record begins, or the log ends, and this one is not closed. */
  giveUp(): void {
    this.#handler.broken(this.#line, "JSON object is not closed");
    this.forget();
  }

  forget(): void {
    this.#parts = [];
    this.#length = 0;
    this.#tooLong = false;
    this.#tooDeep = false;
  }
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
