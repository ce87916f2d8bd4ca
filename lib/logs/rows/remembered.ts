const MAX_REMEMBERED = 2_000;

/** Texts repeat from row to row: each is understood once. Bounded, for columns where they do not. */
export function remembered<T>(understand: (text: string) => T): (text: string) => T {
  let known = new Map<string, T>();
  let lastText = "";
  let last = understand("");
  return (text) => {
    if (text === lastText) return last;
    let value = known.get(text);
    if (value === undefined) {
      value = understand(text);
      if (known.size >= MAX_REMEMBERED) known = new Map();
      known.set(text, value);
    }
    lastText = text;
    last = value;
    return value;
  };
}
