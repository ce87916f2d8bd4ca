import { fnv1a } from "./shard.ts";

/*
 * What a log may say of one call is bounded, so that no log can make memory or the table grow
 * without end. No identity and no name of a real log comes near.
 */
export const MAX_TEXT_LENGTH = 128;
const MAX_CALL_ID_LENGTH = 512;

export function boundedText(text: string): string {
  return text.length > MAX_TEXT_LENGTH ? text.slice(0, MAX_TEXT_LENGTH) : text;
}

export function boundedCallId(callId: string): string {
  if (callId.length <= MAX_CALL_ID_LENGTH) return callId;
  return `${callId.slice(0, MAX_CALL_ID_LENGTH - 8)}~${fnv1a(callId).toString(36)}`;
}
