import type { Side } from "../call-event.ts";
import type { EndedBy } from "../outcomes.ts";

/** Which side an event names, "" where that is not known. */
export function sideOf(by: Side, callerTag: string): "caller" | "callee" | "" {
  if (by === "" || by === "caller" || by === "callee") return by;
  if (callerTag === "") return "";
  return by.length === callerTag.length + 4 && by.endsWith(callerTag) ? "caller" : "callee";
}

/** What it is called when that side ends a call; null where the side is not known. */
export function endedBy(side: "caller" | "callee" | "", ourSide: "caller" | "callee"): EndedBy | null {
  if (side === "") return null;
  return side === ourSide ? "kill" : "finish";
}
