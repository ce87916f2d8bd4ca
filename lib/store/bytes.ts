/** Writes variable-length numbers (LEB128) and texts, each text once. */
export class ByteWriter {
  #buffer = Buffer.allocUnsafe(16_384);
  #length = 0;
  readonly #texts = new Map<string, number>();

  /** Non-negative and below 2^53. */
  unsigned(value: number): void {
    this.#reserve(8);
    let rest = value;
    while (rest >= 0x80) {
      this.#buffer[this.#length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#buffer[this.#length++] = rest;
  }

  /**
   * Zigzag: small differences in either direction stay short. The sign goes into the first byte and
   * the number is never doubled, which would cost a large one its last digits.
   */
  signed(value: number): void {
    const sign = value < 0 ? 1 : 0;
    const size = sign ? -value - 1 : value;
    const rest = Math.floor(size / 0x40);
    this.#reserve(1);
    this.#buffer[this.#length++] = ((size % 0x40) << 1) | sign | (rest > 0 ? 0x80 : 0);
    if (rest > 0) this.unsigned(rest);
  }

  /** A text that may recur: written once, then referred to by its number. */
  text(value: string): void {
    const known = this.#texts.get(value);
    if (known !== undefined) {
      this.unsigned(known + 1);
      return;
    }
    this.#texts.set(value, this.#texts.size);
    this.unsigned(0);
    this.freshText(value);
  }

  /** A text that will not recur. */
  freshText(value: string): void {
    const size = Buffer.byteLength(value);
    this.unsigned(size);
    this.#reserve(size);
    this.#length += this.#buffer.write(value, this.#length);
  }

  bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  #reserve(size: number): void {
    if (this.#length + size <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#length + size));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }
}

/** Reads what {@link ByteWriter} wrote. */
export class ByteReader {
  readonly #buffer: Buffer;
  #at = 0;
  readonly #texts: string[] = [];

  constructor(bytes: Buffer) {
    this.#buffer = bytes;
  }

  /** @throws {RangeError} at the end of the bytes. */
  unsigned(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.#buffer[this.#at++];
      if (byte === undefined) throw new RangeError("Cannot read segment: it ends too early");
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 0x80;
    }
  }

  signed(): number {
    const first = this.#buffer[this.#at++];
    if (first === undefined) throw new RangeError("Cannot read segment: it ends too early");
    const size = ((first & 0x7f) >> 1) + (first < 0x80 ? 0 : this.unsigned() * 0x40);
    return first & 1 ? -size - 1 : size;
  }

  text(): string {
    const reference = this.unsigned();
    if (reference > 0) return this.#texts[reference - 1] ?? "";
    const text = this.freshText();
    this.#texts.push(text);
    return text;
  }

  freshText(): string {
    const size = this.unsigned();
    const text = this.#buffer.toString("utf8", this.#at, this.#at + size);
    this.#at += size;
    return text;
  }
}
