import type { ExampleCall } from "./day.ts";

/** The working day of the examples, a Friday. UTC, which is also London's time in November. */
export const DAY = "2026-11-20";

/** Milliseconds since the epoch of a time on that day. */
export const at = (time: string) => Date.parse(`${DAY}T${time}Z`);

/** Providers that do not exist. The capture shows the third one by its address. */
export const GATEWAYS = ["Alderwick", "Bluefinch", "Copperlane", "Dunmore"] as const;
export type Gateway = (typeof GATEWAYS)[number];

/** RFC 5737 documentation addresses. */
export const OUR_ADDRESS = "192.0.2.10";
export const COPPERLANE_ADDRESS = "203.0.113.30";

/** What is planted in the day, so that a reader can look for it in the report. */
export const STORIES = {
  balance: { gateway: "Alderwick", from: "14:05:00", until: "15:40:00", code: 403 },
  stall: { gateway: "Bluefinch", from: "10:30:00", until: "10:50:00", code: 100, cutAfterMs: 10_000 },
  blocked: { agents: ["agent-107", "agent-119"], prefix: "+331", allowedOn: "Copperlane", code: 900 },
  deadNumbers: { numbers: 60, from: "11:35:00", until: "13:55:00", code: 404 },
  failover: { gateway: "Dunmore", standby: "Bluefinch", from: "09:20:00", until: "10:05:00", code: 500 },
  channelLimit: { gateway: "Copperlane", limit: 12, from: "16:30:00", until: "17:00:00", code: 503 },
} as const;
export type Story = keyof typeof STORIES;

/** What the generated day says about each story. */
export interface StoryTruth {
  readonly calls: number;
  readonly first: string;
  readonly last: string;
  readonly gateways: readonly string[];
  readonly agents: readonly string[];
  readonly numbers: number;
}

export function storyTruth(calls: readonly ExampleCall[], story: Story): StoryTruth {
  const own = calls.filter((call) => call.story === story);
  const distinct = (pick: (call: ExampleCall) => string) => [...new Set(own.map(pick))].sort();
  return {
    calls: own.length,
    first: timeOfDay(own[0]!.start),
    last: timeOfDay(own.at(-1)!.start),
    gateways: distinct((call) => call.gateway),
    agents: distinct((call) => call.agent),
    numbers: distinct((call) => call.to).length,
  };
}

/** The rows of the table in docs/examples.md: it is checked against the generated day. */
export function storyRows(calls: readonly ExampleCall[]): string[] {
  return (Object.keys(STORIES) as Story[]).map((story) => {
    const { calls: count, first, last, gateways, numbers } = storyTruth(calls, story);
    return `| ${story} | ${STORIES[story].code} | ${count} | ${numbers} | ${first} | ${last} | ${gateways.join(", ")} |`;
  });
}

function timeOfDay(ms: number): string {
  return new Date(ms).toISOString().slice(11, 19);
}
