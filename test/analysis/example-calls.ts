import type { Call } from "../../lib/calls/call.ts";
import { callOf } from "../../lib/calls/call-of.ts";
import { canonicalEvents } from "../../lib/calls/merge-events.ts";
import { DEFAULT_SETTINGS } from "../../lib/settings/settings.ts";
import type { CallEvent } from "../../lib/sip/call-event.ts";
import { makeDay } from "../examples/day.ts";
import type { Story } from "../examples/stories.ts";
import { legOf } from "../support/observations.ts";

/** A call of the generated working day as the product sees it, with the story that it belongs to. */
export interface ExampleDayCall extends Call {
  readonly story: Story | null;
}

/** The working day of the examples as calls, in order of start. */
export function exampleCalls(seed?: number): ExampleDayCall[] {
  return makeDay(seed)
    .map(({ callId, events, from, to, gateway, agent, direction, story }): ExampleDayCall => {
      const call = callOf(
        {
          source: "dialler",
          callId,
          attributes: { from, to, agent, direction },
          legs: [...new Set(events.map((event) => event.gateway ?? gateway))].sort().map((tried) =>
            legOf({
              hop: "call-event-log",
              gateway: tried,
              events: canonicalEvents(
                events.filter((event) => (event.gateway ?? gateway) === tried).map(eventOf),
              ),
            }),
          ),
        },
        DEFAULT_SETTINGS,
      );
      return { ...call, story };
    })
    .sort((a, b) => a.start - b.start);
}

function eventOf({
  at,
  event,
  code,
  reason,
  q850,
  gateway,
}: ReturnType<typeof makeDay>[number]["events"][number]): CallEvent {
  return {
    at: at * 1000,
    kind: event,
    code,
    cseq: event === "blocked" ? 0 : gateway ? 2 : 1,
    by: "caller",
    reason,
    q850,
  };
}
