import type { LogLimit } from "../../analysis/content/report-content.ts";
import { count, plural } from "./phrases.ts";

/** What the logs of a report cannot say, each as a sentence. */
export const LOG_LIMITS_EN: Readonly<Record<LogLimit["id"], (limit: LogLimit) => string>> = {
  untold: ({ calls, of }) =>
    `The logs do not tell how ${count(calls)} of ${plural(of, "call")} ended: no ratio, finding or ticket counts them.`,
  "one-direction": ({ of }) =>
    `The captures and traces show one direction only: not one response in ${plural(of, "call")}. They cannot tell how a call ended, nor who was silent.`,
  "no-invites": ({ of }) =>
    `The captures and traces show one direction only, that of the responses: not one INVITE of ${plural(of, "call")}. They cannot tell when a call began, whom it was to, nor what our side did.`,
  "lost-packets": ({ calls, of }) =>
    `The captures and traces lack messages: in ${count(calls)} of ${plural(of, "call")} an ACK or a BYE shows a response that is not in them. Others may be missing as well, so a single call proves little.`,
  "no-failures": ({ of }) =>
    `The logs hold no failed call among ${count(of)}: if calls that failed are left out, its ratios say nothing.`,
  "no-progress": ({ of }) =>
    `The logs show no 100, 180 or 183 and no ring time in any of ${plural(of, "call")}: they cannot tell how far a call got or how long it rang.`,
  "no-ends": ({ of }) =>
    `The logs show the end of none of ${plural(of, "answered call")}: they cannot tell how long people talked or who hung up.`,
};
