/** Where a text stands: bytes `from` to before `to` of a larger whole, so that it can be read without copying it. */
export interface Place {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  text(): string;
}

/** A place that moves over a whole: read it before you move on. */
export class MovingPlace implements Place {
  bytes: Uint8Array = new Uint8Array(1);
  from = 0;
  to = 0;
  /** The whole as text, and whether it has one character for each byte, so that offsets agree. */
  #wholeText = "";
  #isAscii = true;

  /** Names the whole in which the next texts stand: ASCII, if more than all of it is to be found there. */
  within(bytes: Uint8Array, text: string, isAscii: boolean): void {
    this.bytes = bytes;
    this.#wholeText = text;
    this.#isAscii = isAscii;
  }

  text(): string {
    return this.#isAscii ? this.#wholeText.substring(this.from, this.to) : this.#wholeText;
  }
}

const MAX_SHORT = 256;

/** Makes places of texts that stand nowhere yet, one at a time. */
export function placesOfTexts(): (text: string) => Place {
  const room = Buffer.alloc(MAX_SHORT);
  const place = new MovingPlace();
  return (text) => {
    const isShort = 3 * text.length <= MAX_SHORT;
    const bytes = isShort ? room : Buffer.from(text);
    place.within(bytes, text, false);
    place.to = isShort ? room.write(text) : bytes.length;
    return place;
  };
}

/** What a search finds where there is nothing. */
export const NOWHERE: Place = new MovingPlace();
