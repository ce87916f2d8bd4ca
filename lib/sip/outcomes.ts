/** How far a call got: the stages of a call in the order in which they are reached. */
export const STAGES = ["none", "reached", "trying", "progress", "connected", "ended"] as const;
export type Stage = (typeof STAGES)[number];

export const OUTCOMES = [
  "answered",
  "no answer",
  "busy",
  "rejected by callee",
  "callee unavailable",
  "invalid number",
  "forbidden",
  "authentication",
  "media mismatch",
  "provider failure",
  "congestion",
  "timeout",
  "stalled",
  "no response",
  "network blocked",
  "cancelled by us",
  "answered elsewhere",
  "redirected",
  "direction blocked",
  "protocol error",
  "scan",
  "incomplete",
  "result not told",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A log tells how the call ended. */
export function isTold(outcome: Outcome | undefined): boolean {
  return outcome !== "incomplete" && outcome !== "result not told";
}

/** Who probably has to act. Only the provider knows for certain. */
export const RESPONSIBLES = [
  "us: settings",
  "us: agent",
  "provider",
  "subscriber",
  "number list",
  "analytics block",
  "nobody",
  "unknown",
] as const;
export type Responsible = (typeof RESPONSIBLES)[number];

/** `kill`: our side ended the call; `finish`: the provider or the subscriber did. */
export type EndedBy = "kill" | "finish";

/** What is odd about a call, for the data-quality sheet, each with its sentence. */
export const FLAGS = {
  "connect-without-200": "The log marks the call as connected and shows no 200",
  "200-without-connect": "The log shows a 200 and does not mark the call as connected",
  "contradictory-finals": "Another final response followed the first 2xx",
  "records-disagree": "Two records of the call tell other results: the better response counts",
  "answered-after-cancel": "The answer and our CANCEL crossed",
  "dropped-in-dialog":
    "The call was lost while connected (481, 408 or nothing to a request inside the dialog)",
  "no-ack": "The 200 was sent again and again, so no ACK reached its sender (the call drops after 32 s)",
  "answer-not-seen": "The log shows the ACK and not the 200 that it answers: packets are missing",
  "refused-by-machine": "Refused within half a second, before anything rang: by a machine, not a person",
  "no-start": "The start of the call is in no file",
  "no-end": "The end of the call is in no file",
} as const;
export type Flag = keyof typeof FLAGS;
