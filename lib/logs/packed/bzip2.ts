import unbzip2Stream from "unbzip2-stream";
import { UnreadableLogError } from "../format/log-format.ts";
import { inflationLimit } from "./inflation-limit.ts";

const SLICE = 64 * 1024;

/** Inflates a bzip2 file. The decoder works within `write`, so what it has to give is there when `write` returns. */
export async function* unbzip2(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const limit = inflationLimit();
  const decoder = unbzip2Stream() as unknown as NodeJS.ReadWriteStream;
  let ready: Buffer[] = [];
  let failure: unknown;
  decoder.on("data", (data: Buffer) => {
    // Thrown within the decoder, this stops it before the next block of a bomb.
    limit.inflated(data.length);
    ready.push(data);
  });
  decoder.on("error", (error: unknown) => {
    failure ??= error;
  });

  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; at += SLICE) {
      const slice = chunk.subarray(at, at + SLICE);
      limit.packed(slice.length);
      decoder.write(slice as Buffer);
      yield* taken();
    }
  }
  decoder.end();
  yield* taken();

  function taken(): Buffer[] {
    if (failure !== undefined) throw unreadable(failure);
    const full = ready;
    ready = [];
    return full;
  }
}

function unreadable(error: unknown): unknown {
  if (error instanceof UnreadableLogError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new UnreadableLogError(`Cannot unpack bzip2: the file is cut off or damaged (${message})`, 0, {
    cause: error,
  });
}
