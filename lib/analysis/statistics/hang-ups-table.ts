import type { Call } from "../../calls/call.ts";
import type { EndedBy } from "../../sip/outcomes.ts";
import type { HangUpRow } from "../content/report-content.ts";
import { getOrMake } from "../measures/group-by.ts";
import { isShortCall } from "../measures/metrics.ts";
import type { Accumulator } from "./call-view.ts";

type Phase = HangUpRow["phase"];

interface Group extends Pick<HangUpRow, "gateway" | "endedBy" | "phase"> {
  calls: number;
  shortCalls: number;
}

/** Who ended calls, and how far they had got; by gateway, commonest first. Blocked calls never began. */
export function hangUpsTable(): Accumulator<HangUpRow[]> {
  // Nested maps: a million keys put together would cost more than the counting.
  const groups = new Map<string, Map<EndedBy | null, Map<Phase, Group>>>();
  let total = 0;
  return {
    add({ call, class: responseClass }) {
      if (responseClass === "9xx") return;
      const { gateway, endedBy } = call;
      const phase = phaseOf(call);
      const byEnd = getOrMake(groups, gateway, () => new Map<EndedBy | null, Map<Phase, Group>>());
      const byPhase = getOrMake(byEnd, endedBy, () => new Map<Phase, Group>());
      const group = getOrMake(byPhase, phase, () => ({ gateway, endedBy, phase, calls: 0, shortCalls: 0 }));
      total++;
      group.calls++;
      if (isShortCall(call)) group.shortCalls++;
    },
    rows() {
      return [...groups.values()]
        .flatMap((byEnd) => [...byEnd.values()])
        .flatMap((byPhase) => [...byPhase.values()])
        .map((group) => ({ ...group, share: group.calls / total }))
        .sort((a, b) => (a.gateway < b.gateway ? -1 : a.gateway > b.gateway ? 1 : b.calls - a.calls));
    },
  };
}

function phaseOf({ answered, stage }: Call): Phase {
  if (answered) return "connected";
  if (stage === "progress") return "ringing";
  return stage === "none" || stage === "reached" ? "before a response" : "trying";
}
