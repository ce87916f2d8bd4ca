/** How often each value occurs, values in ascending order (numbers by size, because that is how objects keep them). */
export function countBy<T>(items: Iterable<T>, keyOf: (item: T) => string | number): Record<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) {
    const key = String(keyOf(item));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** "1 call", "1,573 calls". */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
