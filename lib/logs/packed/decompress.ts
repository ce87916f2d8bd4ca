import { UnreadableLogError } from "../format/log-format.ts";
import { headOf } from "../text/head.ts";
import { unbzip2 } from "./bzip2.ts";
import { gunzip } from "./gzip.ts";
import { unzip } from "./zip.ts";
import { unzstd } from "./zstd.ts";

/** One log out of what was uploaded. */
export interface PlainLog {
  /** Name inside a zip, else "". */
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

const STREAMS = [
  { title: "gzip", magic: [0x1f, 0x8b, 0x08], unpack: gunzip }, // RFC 1952 §2.3.1
  { title: "zstd", magic: [0x28, 0xb5, 0x2f, 0xfd], unpack: unzstd }, // RFC 8878 §3.1.1
  { title: "bzip2", magic: [0x42, 0x5a, 0x68], unpack: unbzip2 }, // "BZh"
] as const;

/** "PK", local file header or the end record of an empty archive. APPNOTE.TXT §4.3 */
const ZIP_MAGICS = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x50, 0x4b, 0x05, 0x06],
];

/** A log may be packed twice (a .gz in a .zip), not more. */
const MAX_LAYERS = 2;

/** Unpacks by content, whatever the name says. Each log must be read before the next is asked for. */
export async function* decompress(bytes: AsyncIterable<Uint8Array>, layer = 0): AsyncGenerator<PlainLog> {
  const { head, all } = await headOf(bytes, 4);
  const stream = STREAMS.find(({ magic }) => startsWith(head, magic));
  const isZip = ZIP_MAGICS.some((magic) => startsWith(head, magic));
  if (!stream && !isZip) {
    yield { name: "", bytes: all };
    return;
  }
  if (layer >= MAX_LAYERS) throw new UnreadableLogError("Cannot unpack log: it is packed more than twice");
  if (stream) {
    yield* decompress(stream.unpack(all), layer + 1);
    return;
  }
  for await (const entry of unzip(all)) {
    for await (const inner of decompress(entry.bytes, layer + 1)) {
      yield { name: inner.name === "" ? entry.name : `${entry.name}/${inner.name}`, bytes: inner.bytes };
    }
  }
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return bytes.length >= magic.length && magic.every((value, i) => bytes[i] === value);
}
