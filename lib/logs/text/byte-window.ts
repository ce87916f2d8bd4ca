const INITIAL_SIZE = 1 << 19;
const SLICE = 1 << 18;

/**
 * The part of a file that is being read. One buffer is filled again and again, so that a file of any
 * size costs the same memory and its packets are read in place.
 */
export class ByteWindow {
  bytes: Buffer = Buffer.allocUnsafeSlow(INITIAL_SIZE);
  /** What is not yet read lies in `[at, end)`. */
  at = 0;
  end = 0;

  /** Adds a chunk, calling `consume` as often as it takes to keep the window small. */
  append(chunk: Uint8Array, consume: () => void): void {
    for (let from = 0; from < chunk.length; from += SLICE) {
      const to = Math.min(from + SLICE, chunk.length);
      this.#makeRoom(to - from);
      this.bytes.set(from === 0 && to === chunk.length ? chunk : chunk.subarray(from, to), this.end);
      this.end += to - from;
      consume();
    }
  }

  #makeRoom(size: number): void {
    if (this.end + size <= this.bytes.length) return;
    const rest = this.end - this.at;
    if (rest + size > this.bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, rest + size));
      this.bytes.copy(larger, 0, this.at, this.end);
      this.bytes = larger;
    } else {
      this.bytes.copyWithin(0, this.at, this.end);
    }
    this.at = 0;
    this.end = rest;
  }
}
