import { gzipSync } from "node:zlib";
import type { Random } from "../examples/random.ts";
import { zipOf } from "../logs/packed/zip-of.ts";

/** Mutated inputs stay below this; what is longer is cut. Bombs grow when they are unpacked. */
const MAX_INPUT_BYTES = 1_500_000;

type Mutation = (log: Buffer, random: Random, other: Buffer) => Buffer;

const DELIMITERS = [",", ";", "\t", "|"];
/** Bytes that mean something to a reader of text. */
const MARKS = [0, 9, 10, 13, 32, 34, 39, 44, 45, 48, 57, 58, 59, 92, 91, 93, 123, 124, 125, 128, 195, 255];
/** Numbers around which lengths overflow. */
const EDGES = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];
const TEXTS = [
  "NULL",
  "-1",
  "1e999",
  "NaN",
  "999999999999999999",
  "0000-00-00 00:00:00",
  "9999-12-31 23:59:59",
  "1969-12-31 23:59:59",
  "0001-01-01T00:00:00Z",
  "31/12/2026 25:61",
  "__proto__",
  "constructor",
  "SIP/2.0 486 Busy Here\r\n",
  "INVITE sip:1@2 SIP/2.0\r\n",
  "\r\n\r\n",
  "\ufeff",
  "😀",
  "Content-Length: 4294967295\r\n",
  "CSeq: 99999999999999999999 INVITE\r\n",
];

/** Every way in which a log is damaged or an attack is made. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  flipBit(log, random) {
    const copy = Buffer.from(log);
    if (copy.length > 0) {
      const at = random.int(0, copy.length - 1);
      copy[at] = copy[at]! ^ (1 << random.int(0, 7));
    }
    return copy;
  },
  setMark: (log, random) => replace(log, random, 1, Buffer.of(random.pick(MARKS))),
  insertMarks: (log, random) => replace(log, random, 0, Buffer.alloc(random.int(1, 5), random.pick(MARKS))),
  insertText: (log, random) => replace(log, random, random.int(0, 20), Buffer.from(random.pick(TEXTS))),
  random: (log, random) =>
    replace(log, random, random.int(0, 40), Buffer.from(random.hex(2 * random.int(1, 40)), "hex")),
  truncate: (log, random) => log.subarray(0, random.int(0, log.length)),
  behead: (log, random) => log.subarray(random.int(0, log.length)),
  drop: (log, random) => replace(log, random, random.int(1, 300), Buffer.alloc(0)),
  double(log, random) {
    const piece = pieceOf(log, random);
    return replace(log, random, 0, piece);
  },
  repeat(log, random) {
    const piece = pieceOf(log, random);
    return replace(log, random, 0, Buffer.concat(new Array<Buffer>(random.int(2, 200)).fill(piece)));
  },
  splice: (log, random, other) => replace(log, random, random.int(0, 300), pieceOf(other, random)),
  append: (log, _, other) => Buffer.concat([log, other]),
  swapLines: (log, random) => changedLines(log, (lines) => swap(lines, random)),
  doubleLine: (log, random) =>
    changedLines(log, (lines) => lines.splice(random.int(0, lines.length - 1), 0, random.pick(lines))),
  dropLine: (log, random) =>
    changedLines(log, (lines) => lines.splice(random.int(0, lines.length - 1), random.int(1, 3))),
  swapFields(log, random) {
    const delimiter = random.pick(DELIMITERS);
    return changedLines(log, (lines) => {
      const at = random.int(0, lines.length - 1);
      const fields = lines[at]!.split(delimiter);
      swap(fields, random);
      lines[at] = fields.join(delimiter);
    });
  },
  swapDelimiter: (log, random) =>
    Buffer.from(
      log.toString("latin1").replaceAll(random.pick(DELIMITERS), random.pick(DELIMITERS)),
      "latin1",
    ),
  breakQuotes: (log, random) =>
    Buffer.from(
      log
        .toString("latin1")
        .replace(/"/g, (quote) => (random.chance(0.05) ? random.pick(["", '""', '"x"']) : quote)),
      "latin1",
    ),
  changeLineEnds: (log, random) =>
    Buffer.from(
      log.toString("latin1").replace(/\r?\n/g, random.pick(["\r", "\r\n", "\n", "\n\n", "\n\r"])),
      "latin1",
    ),
  changeDigits: (log, random) =>
    Buffer.from(
      log
        .toString("latin1")
        .replace(/\d/g, (digit) => (random.chance(0.02) ? String(random.int(0, 9)) : digit)),
      "latin1",
    ),
  utf16: (log, random) => {
    const text = Buffer.from(`${random.chance(0.5) ? "\ufeff" : ""}${log.toString("utf8")}`, "utf16le");
    return random.chance(0.5) && text.length % 2 === 0 ? text.swap16() : text;
  },
  mark: (log, random) => Buffer.concat([Buffer.from(random.pick(["efbbbf", "fffe", "feff"]), "hex"), log]),
  hugeNumber(log, random) {
    const number = Buffer.alloc(4);
    const value = random.pick(EDGES);
    if (random.chance(0.5)) number.writeUInt32LE(value);
    else number.writeUInt32BE(value);
    const size = random.pick([1, 2, 4]);
    return replace(log, random, size, number.subarray(0, size));
  },
  hugeLine: (log, random) =>
    replace(log, random, 0, Buffer.alloc(random.pick([2_000, 70_000, 1_100_000]), random.pick(MARKS))),
  hugeField: (log, random) =>
    replace(
      log,
      random,
      0,
      Buffer.from(random.pick([",", ";", "a,", '",', "\t", "{}", '""']).repeat(random.int(100, 5_000))),
    ),
  nest: (log, random) =>
    replace(
      log,
      random,
      0,
      Buffer.from(random.pick(["[", "{", '{"a":', "<a>", '["', "{[", "("]).repeat(random.int(10, 20_000))),
    ),
  gzip: (log, random) => gzipSync(random.chance(0.3) ? gzipSync(log) : log),
  gzipMembers: (log, _, other) => Buffer.concat([gzipSync(log), gzipSync(other)]),
  zip: (log, random, other) =>
    zipOf({
      "a.log": log,
      ...(random.chance(0.5) ? { "b/c.csv.gz": gzipSync(other), "parameters.json": "{}" } : {}),
    }),
  bomb: (log, random) =>
    gzipSync(Buffer.concat([log, Buffer.alloc(random.pick([1, 8, 40]) << 20, random.pick(MARKS))])),
};

const NAMES = Object.keys(MUTATIONS);
/** These cost much: one in so many mutations is one of them. */
const HEAVY = new Set(["hugeLine", "bomb", "nest", "hugeField", "repeat"]);

/** One to six mutations, one after the other. */
export function mutate(log: Buffer, random: Random, other: Buffer): { bytes: Buffer; path: string[] } {
  let bytes = log;
  const path: string[] = [];
  for (let left = random.pick([1, 1, 2, 2, 3, 4, 6]); left > 0; left--) {
    let name = random.pick(NAMES);
    if (HEAVY.has(name) && random.chance(0.7)) name = "setMark";
    path.push(name);
    bytes = MUTATIONS[name]!(bytes, random, other);
    if (bytes.length > MAX_INPUT_BYTES) bytes = bytes.subarray(0, MAX_INPUT_BYTES);
  }
  return { bytes, path };
}

/** Puts `piece` in the place of `size` bytes somewhere. */
function replace(log: Buffer, random: Random, size: number, piece: Buffer): Buffer {
  const from = random.int(0, log.length);
  return Buffer.concat([log.subarray(0, from), piece, log.subarray(Math.min(log.length, from + size))]);
}

function pieceOf(log: Buffer, random: Random): Buffer {
  const from = random.int(0, log.length);
  return log.subarray(from, from + random.pick([4, 16, 200, 2_000]));
}

function changedLines(log: Buffer, change: (lines: string[]) => void): Buffer {
  const lines = log.toString("latin1").split("\n");
  change(lines);
  return Buffer.from(lines.join("\n"), "latin1");
}

function swap<T>(list: T[], random: Random): void {
  const a = random.int(0, list.length - 1);
  const b = random.int(0, list.length - 1);
  [list[a], list[b]] = [list[b]!, list[a]!];
}
