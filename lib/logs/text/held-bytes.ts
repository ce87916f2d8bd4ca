/** The beginning of a record whose end is in a block that has not come yet. */
export class HeldBytes {
  #parts: Buffer[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  hold(part: Buffer): void {
    this.#parts.push(part);
    this.#length += part.length;
  }

  /** What is held, with `rest` behind it, in one piece; nothing is held afterwards. */
  join(rest: Buffer): Buffer {
    const joined = this.#parts.length === 0 ? rest : Buffer.concat([...this.#parts, rest]);
    this.clear();
    return joined;
  }

  clear(): void {
    this.#parts = [];
    this.#length = 0;
  }
}
