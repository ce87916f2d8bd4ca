/**
 * The same text in memory of its own. V8 keeps a piece of 13 characters or more as a reference into
 * the block that it was cut from: kept for long, it would keep 64 KB with it. Joining two pieces
 * writes a new text, in a third of the time that a Buffer takes. Half of a pair of surrogates, which
 * UTF-8 cannot store, becomes U+FFFD.
 */
export function flatText(text: string): string {
  return text.length < 13 ? text : [text.slice(0, 1), text.slice(1)].join("").toWellFormed();
}
