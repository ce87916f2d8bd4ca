const LONGEST = 40;

/** A value of a log as it is quoted in a message: not more of it than a person reads. */
export function shown(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
