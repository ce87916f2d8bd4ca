import type { Call } from "../../calls/call.ts";
import type { AgentRow } from "../content/report-content.ts";
import { getOrMake } from "../measures/group-by.ts";
import type { Accumulator } from "./call-view.ts";
import { collectTally } from "./tally.ts";

/** Gateways that would let a blocked call out to its destination. */
export type AllowedOn = (call: Call, prefix: string) => readonly string[];

interface Blocked {
  readonly example: Call;
  calls: number;
}

/** Calls by agent, busiest first. Empty where no log names agents. */
export function agentsTable(allowedOn: AllowedOn): Accumulator<AgentRow[]> {
  const agents = new Map<string, ReturnType<typeof makeAgent>>();
  return {
    add(view) {
      const { call, destination } = view;
      if (call.agent === "") return;
      const agent = getOrMake(agents, call.agent, makeAgent);
      agent.tally.add(view);
      if (call.endedBy === "kill" && !call.answered) agent.killsBeforeAnswer++;
      if (view.class === "9xx") {
        getOrMake(agent.blocked, destination.prefix, (): Blocked => ({ example: call, calls: 0 })).calls++;
      }
    },
    rows() {
      return [...agents]
        .map(([agent, { tally, killsBeforeAnswer, blocked }]) => ({
          ...tally.tally(),
          agent,
          killsBeforeAnswer,
          blocked: [...blocked.values()].reduce((sum, { calls }) => sum + calls, 0),
          blockedPrefixes: [...blocked]
            .map(([prefix, { example, calls }]) => ({ prefix, calls, allowedOn: allowedOn(example, prefix) }))
            .sort((a, b) => b.calls - a.calls),
        }))
        .sort((a, b) => b.calls - a.calls || (a.agent < b.agent ? -1 : 1));
    },
  };
}

function makeAgent() {
  return { tally: collectTally(), killsBeforeAnswer: 0, blocked: new Map<string, Blocked>() };
}
