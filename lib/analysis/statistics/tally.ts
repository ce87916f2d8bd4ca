import type { Outcome } from "../../sip/outcomes.ts";
import { CODE_CLASSES, type CodeClass, type Tally } from "../content/report-content.ts";
import { SHORT_CALL_MS } from "../measures/metrics.ts";
import { type Ratio, ratio } from "../measures/ratio.ts";
import { type CallView, TALLY_RATIOS } from "./call-view.ts";

export interface TallyCollector {
  add(view: CallView): void;
  tally(): Tally;
}

/** Counts of one group of calls: a few hundred bytes, however many calls. */
export function collectTally(): TallyCollector {
  const denominators = TALLY_RATIOS.map(() => 0);
  const numerators = TALLY_RATIOS.map(() => 0);
  const classes = noClasses();
  const outcomes: Partial<Record<Outcome, number>> = {};
  let calls = 0;
  let answered = 0;
  let shortCalls = 0;
  let kills = 0;
  let talked = 0;
  let talkMs = 0;
  return {
    add({ call, class: responseClass, ratioBits }) {
      calls++;
      classes[responseClass]++;
      outcomes[call.outcome] = (outcomes[call.outcome] ?? 0) + 1;
      if (call.endedBy === "kill") kills++;
      if (call.answered) {
        answered++;
        if (call.talkMs !== null) {
          talked++;
          talkMs += call.talkMs;
          if (call.talkMs < SHORT_CALL_MS) shortCalls++;
        }
      }
      for (let i = 0; i < TALLY_RATIOS.length; i++) {
        denominators[i]! += (ratioBits >> (2 * i)) & 1;
        numerators[i]! += (ratioBits >> (2 * i + 1)) & 1;
      }
    },
    tally() {
      const [asr, ner, seer] = TALLY_RATIOS.map((_, i) => ratio(numerators[i]!, denominators[i]!)) as [
        Ratio,
        Ratio,
        Ratio,
      ];
      const acdMs = talked === 0 ? null : talkMs / talked;
      return { calls, answered, asr, ner, seer, acdMs, classes, outcomes, shortCalls, kills };
    },
  };
}

export function noClasses(): Record<CodeClass, number> {
  return Object.fromEntries(CODE_CLASSES.map((name) => [name, 0])) as Record<CodeClass, number>;
}
