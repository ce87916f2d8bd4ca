/**
 * The same text in memory of its own. V8 keeps a piece of 13 characters or more as a reference into
 * the block that it was cut from: kept for long, it would keep 64 KB with it.
 */
export function flatText(text: string): string {
  return text.length < 13 ? text : Buffer.from(text).toString();
}
