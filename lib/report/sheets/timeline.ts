import type { Call } from "../../calls/call.ts";

/** The responses of a call with their times after the INVITE: "100 +0.02 s, 180 +1.3 s, 200 +9.8 s". */
export function timeline({
  responses,
  responseOffsetsMs,
}: Pick<Call, "responses" | "responseOffsetsMs">): string {
  let text = "";
  for (let index = 0; index < responses.length; index++) {
    const offset = responseOffsetsMs[index] ?? null;
    text += `${index === 0 ? "" : ", "}${responses[index]}${offset === null ? "" : ` +${seconds(offset)} s`}`;
  }
  return text;
}

function seconds(ms: number): string {
  const digits = ms < 10_000 ? 2 : 1;
  return String(Number((ms / 1000).toFixed(digits)));
}
