import { type Call, eachAttempt } from "./call.ts";

/**
 * The call whose attempts have Call-IDs of their own: it began with the first, and ended as the one that was
 * answered, else as the last.
 *
 * @param legs in order of start
 */
export function callOfAttempts(legs: readonly Call[]): Call {
  const [first] = legs as [Call];
  const decisive = legs.find(({ answered }) => answered) ?? legs.at(-1)!;
  const waitedMs = (decisive.start - first.start) / 1000;
  const later = (ms: number | null) => (ms === null ? null : ms + waitedMs);
  return {
    ...decisive,
    start: first.start,
    agent: legs.find(({ agent }) => agent !== "")?.agent ?? "",
    responses: legs.flatMap(({ responses }) => responses),
    responseOffsetsMs: legs.flatMap(({ start, responseOffsetsMs }) =>
      responseOffsetsMs.map((ms) => (ms === null ? null : ms + (start - first.start) / 1000)),
    ),
    sessionRequestDelayMs: first.sessionRequestDelayMs ?? later(decisive.sessionRequestDelayMs),
    setupMs: later(decisive.setupMs),
    attempts: legs.flatMap(eachAttempt),
  };
}
