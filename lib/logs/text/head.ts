export interface Head {
  /** At most the bytes asked for. */
  readonly head: Uint8Array;
  /** Nothing follows the head. */
  readonly complete: boolean;
  /** Everything, the head included, to be read once; `return` gives up the rest. */
  readonly all: AsyncIterableIterator<Uint8Array>;
}

/** Looks at the first `size` bytes of a stream without losing them. */
export async function headOf(bytes: AsyncIterable<Uint8Array>, size: number): Promise<Head> {
  const source = bytes[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  while (length < size && !ended) {
    const next = await source.next();
    if (next.done) ended = true;
    else if (next.value.length > 0) {
      chunks.push(next.value);
      length += next.value.length;
    }
  }

  const all: AsyncIterableIterator<Uint8Array> = {
    [Symbol.asyncIterator]: () => all,
    async next() {
      const held = chunks.shift();
      if (held) return { done: false, value: held };
      return ended ? { done: true, value: undefined } : await source.next();
    },
    async return() {
      chunks.length = 0;
      if (!ended) await source.return?.();
      ended = true;
      return { done: true, value: undefined };
    },
  };

  const joined = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length);
  return { head: joined.subarray(0, size), complete: ended && length <= size, all };
}
