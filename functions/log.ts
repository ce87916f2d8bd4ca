/** One JSON line. Never a phone number, a line of a log or a token: keys, counts and reason codes only. */
export function log(
  level: "info" | "warn" | "error",
  event: string,
  details: Record<string, unknown> = {},
): void {
  console[level](JSON.stringify({ level, event, ...details }));
}
