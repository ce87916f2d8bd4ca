import type { Call } from "../../calls/call.ts";
import { isTold } from "../../sip/outcomes.ts";
import type { LogLimit } from "../content/report-content.ts";
import { isSeizure } from "../measures/metric-definitions.ts";
import type { Accumulator } from "./call-view.ts";

/** Fewer calls may be without something by chance. */
const LEAST_CALLS = 20;

/** What follows only on a response shows that one came. */
function lacksResponse({ flags, rule }: Call): boolean {
  return flags.includes("answer-not-seen") || rule === "acknowledged-unseen" || rule === "bye-without-answer";
}

/** What the logs of a report never show, so that nobody reads its absence as a result. */
export function logLimitsTable(): Accumulator<LogLimit[]> {
  const seen = {
    calls: 0,
    untold: 0,
    sent: 0,
    failed: 0,
    progressed: 0,
    answered: 0,
    ended: 0,
    wire: 0,
    heard: 0,
    invited: 0,
    lacking: 0,
  };
  return {
    add({ call }) {
      seen.calls++;
      if (!isTold(call.outcome)) seen.untold++;
      if (call.basis === "wire") {
        seen.wire++;
        if (call.responses.length > 0) seen.heard++;
        if (!call.flags.includes("no-start")) seen.invited++;
        if (lacksResponse(call)) seen.lacking++;
      }
      if (!isSeizure(call)) return;
      seen.sent++;
      if (call.answered) seen.answered++;
      else seen.failed++;
      if (call.ringMs !== null || call.responses.some((code) => code >= 100 && code < 200)) seen.progressed++;
      if (call.answered && call.talkMs !== null) seen.ended++;
    },
    rows() {
      const limits: LogLimit[] = [];
      if (seen.untold > 0) limits.push({ id: "untold", calls: seen.untold, of: seen.calls });
      if (seen.wire > 0 && seen.heard === 0)
        limits.push({ id: "one-direction", calls: seen.wire, of: seen.wire });
      if (seen.wire > 0 && seen.invited === 0)
        limits.push({ id: "no-invites", calls: seen.wire, of: seen.wire });
      if (seen.lacking > 0 && seen.heard > 0)
        limits.push({ id: "lost-packets", calls: seen.lacking, of: seen.wire });
      if (seen.sent >= LEAST_CALLS && seen.failed === 0)
        limits.push({ id: "no-failures", calls: seen.sent, of: seen.sent });
      if (seen.sent >= LEAST_CALLS && seen.progressed === 0)
        limits.push({ id: "no-progress", calls: seen.sent, of: seen.sent });
      if (seen.answered >= LEAST_CALLS && seen.ended === 0)
        limits.push({ id: "no-ends", calls: seen.answered, of: seen.answered });
      return limits;
    },
  };
}
