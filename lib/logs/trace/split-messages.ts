import type { TraceHeading } from "./trace-marker.ts";

/** The headers of a message that a packet began and did not complete. */
export interface SplitMessage {
  readonly heading: TraceHeading;
  /** Header lines so far. */
  readonly head: Buffer;
  /** The last line goes on in the next packet. */
  readonly isLineOpen: boolean;
  /** The last line is a header that is read, and part of {@link head}. */
  readonly isLineKept: boolean;
  /** Lines in which the packets that hold its parts begin. */
  readonly lines: number[];
  readonly isDotted: boolean;
  /** Epoch µs of the last part. */
  readonly time: number;
}

const MAX_SPLIT = 64;

/** Keeps the beginnings of messages that TCP split over packets, by the direction in which they went. */
export class SplitMessages {
  readonly #open = new Map<string, SplitMessage>();
  readonly #onGivenUp: (message: SplitMessage) => void;

  constructor(onGivenUp: (message: SplitMessage) => void) {
    this.#onGivenUp = onGivenUp;
  }

  keep(message: SplitMessage): void {
    const key = keyOf(message.heading);
    this.#giveUp(key);
    if (this.#open.size >= MAX_SPLIT) this.#giveUp(this.#open.keys().next().value!);
    this.#open.set(key, message);
  }

  /** The message that a packet with this heading may go on with; it is no longer kept. */
  take(heading: TraceHeading): SplitMessage | undefined {
    if (this.#open.size === 0) return undefined;
    const key = keyOf(heading);
    const message = this.#open.get(key);
    this.#open.delete(key);
    return message;
  }

  end(): void {
    for (const key of this.#open.keys()) this.#giveUp(key);
  }

  #giveUp(key: string): void {
    const message = this.#open.get(key);
    this.#open.delete(key);
    if (message) this.#onGivenUp(message);
  }
}

function keyOf({ from, to }: TraceHeading): string {
  return `${from}>${to}`;
}
