import type { ReasonHeader } from "./reason-header.ts";
import type { SipMessage } from "./sip-message.ts";
import { textOf } from "./text-of.ts";

/** The phrase, and in brackets what a "SIP" Reason header adds to it: 603+ is told by nothing else. */
export function responseReason(phrase: string, reason: Readonly<ReasonHeader> | undefined): string {
  if (!reason?.isSip || reason.text === phrase) return phrase;
  return phrase === "" ? reason.text : `${phrase} (${reason.text})`;
}

/** What a failure says beside its phrase: the text of a Warning or of Twilio's error, and when to try again. */
export function withHints(
  bytes: Buffer,
  { hintFrom, hintTo, retryFrom, retryTo }: SipMessage,
  reason: string,
): string {
  let text = reason;
  // "399 host \"text\"" (RFC 3261 §20.43), "32011 text"
  if (hintTo > hintFrom) {
    const hint = textOf(bytes, hintFrom, Math.min(hintTo, hintFrom + MAX_HINT_BYTES));
    text = `${text} (${/"(.+)"/.exec(hint)?.[1] ?? hint})`.trimStart();
  }
  if (retryTo > retryFrom) {
    const seconds = /^\d{1,6}/.exec(textOf(bytes, retryFrom, retryTo))?.[0];
    if (seconds !== undefined) text = `${text} (Retry-After: ${seconds})`.trimStart();
  }
  return text;
}

const MAX_HINT_BYTES = 200;
