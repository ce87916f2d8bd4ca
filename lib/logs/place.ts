/** Where a text stands: bytes `from` to before `to` of a larger whole, so that it can be read without copying it. */
export interface Place {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  text(): string;
}

const MAX_SHORT = 256;

/** A place that moves from text to text: read it before you move on. */
export class MovingPlace implements Place {
  bytes: Uint8Array = new Uint8Array(1);
  from = 0;
  to = 0;
  #whole: Buffer = Buffer.alloc(0);
  /** The whole as text, one character for each byte, so that offsets agree. */
  #wholeText = "";
  /** A text that does not stand in the whole, and room for its bytes. */
  #other: string | undefined = "";
  #otherBytes: Buffer | undefined;

  /** Names the whole (ASCII where {@link moveTo} is used) in which the next texts stand. */
  within(whole: Buffer): void {
    this.#whole = whole;
    this.#wholeText = whole.toString("latin1");
    this.bytes = whole;
    this.#other = undefined;
  }

  moveTo(from: number, to: number): this {
    if (this.#other !== undefined) {
      this.#other = undefined;
      this.bytes = this.#whole;
    }
    this.from = from;
    this.to = to;
    return this;
  }

  /** To a text that stands nowhere yet. */
  moveToText(text: string): this {
    const isShort = 3 * text.length <= MAX_SHORT;
    if (isShort) this.#otherBytes ??= Buffer.alloc(MAX_SHORT);
    const bytes = isShort ? this.#otherBytes! : Buffer.from(text);
    this.bytes = bytes;
    this.from = 0;
    this.to = isShort ? bytes.write(text) : bytes.length;
    this.#other = text;
    return this;
  }

  text(): string {
    return this.#other ?? this.#wholeText.substring(this.from, this.to);
  }
}

/** What a search finds where there is nothing. */
export const NOWHERE: Place = new MovingPlace();
