import { Decompress } from "fzstd";
import { UnreadableLogError } from "../format/log-format.ts";
import { inflationLimit } from "./inflation-limit.ts";

const SLICE = 64 * 1024;

/** Inflates all frames of a Zstandard file (RFC 8878), one buffer at a time. */
export async function* unzstd(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const limit = inflationLimit();
  let ready: Uint8Array[] = [];
  const decoder = new Decompress((data) => {
    limit.inflated(data.length);
    if (data.length > 0) ready.push(data);
  });
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; at += SLICE) {
      const slice = chunk.subarray(at, at + SLICE);
      limit.packed(slice.length);
      push(decoder, slice, false);
      const full = ready;
      ready = [];
      yield* full;
    }
  }
  push(decoder, new Uint8Array(0), true);
  yield* ready;
}

function push(decoder: Decompress, bytes: Uint8Array, last: boolean): void {
  try {
    decoder.push(bytes, last);
  } catch (error) {
    if (error instanceof UnreadableLogError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const reason = /EOF/i.test(message)
      ? "is cut off (was it still being uploaded?)"
      : `is damaged (${message})`;
    throw new UnreadableLogError(`Cannot unpack zstd: the file ${reason}`, 0, { cause: error });
  }
}
