import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { UnreadableLogError } from "../format/log-format.ts";
import { inflationLimit } from "./inflation-limit.ts";

/** Inflates all members of a gzip file (RFC 1952 §2.2), one buffer at a time. */
export async function* gunzip(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const limit = inflationLimit();
  const inflate = createGunzip({ chunkSize: 128 * 1024 });
  let sourceFailure: unknown;
  const done = pipeline(Readable.from(counted()), inflate).catch(() => {});

  async function* counted(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of bytes) {
        limit.packed(chunk.length);
        yield chunk;
      }
    } catch (error) {
      // A stream that fails throws its own error into its source: that is damage, not a failure of the source.
      if (!inflate.errored) sourceFailure = error;
      throw error;
    }
  }

  try {
    for await (const chunk of inflate) {
      limit.inflated((chunk as Buffer).length);
      yield chunk as Buffer;
    }
  } catch (error) {
    if (sourceFailure !== undefined || error instanceof UnreadableLogError) throw sourceFailure ?? error;
    throw new UnreadableLogError(`Cannot unpack gzip: ${reasonOf(error)}`, 0, { cause: error });
  } finally {
    inflate.destroy();
    await done;
  }
}

function reasonOf(error: unknown): string {
  const code = (error as { code?: string }).code;
  if (code === "Z_BUF_ERROR") return "the file is cut off (was it still being uploaded?)";
  const message = error instanceof Error ? error.message : String(error);
  if (/incorrect (data|length) check/.test(message))
    return `the file is damaged (${message}: its checksum does not match)`;
  return `the file is damaged (${message})`;
}
