/** Where a text stands: bytes `from` to before `to` of a larger whole, so that it can be read without copying it. */
export interface Place {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  text(): string;
}

/** A place in a block of ASCII, which moves from text to text: read it before you move on. */
export class BlockPlace implements Place {
  bytes: Uint8Array = new Uint8Array();
  from = 0;
  to = 0;
  #text = "";

  /** @param text the same, one character for each byte. */
  moveInto(block: Uint8Array, text: string): void {
    this.bytes = block;
    this.#text = text;
  }

  text(): string {
    return this.#text.substring(this.from, this.to);
  }
}

const ROOM = 256;
const ENCODER = new TextEncoder();

/** A place for texts that stand nowhere yet, one after the other, in UTF-8: read it before the next. */
export class TextPlace implements Place {
  readonly #room = new Uint8Array(ROOM);
  #text = "";
  bytes: Uint8Array = this.#room;
  readonly from = 0;
  to = 0;

  hold(text: string): this {
    const isShort = 3 * text.length <= ROOM;
    this.#text = text;
    this.bytes = isShort ? this.#room : ENCODER.encode(text);
    this.to = isShort ? ENCODER.encodeInto(text, this.#room).written : this.bytes.length;
    return this;
  }

  text(): string {
    return this.#text;
  }
}

/** What a search finds where there is nothing. */
export const NOWHERE: Place = Object.freeze({ bytes: new Uint8Array(), from: 0, to: 0, text: () => "" });
