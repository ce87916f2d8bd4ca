import { courseOf, ENDINGS, type EndingName, type ExampleEvent } from "./course.ts";
import { createNumbers, deadNumber, type NumberRange, ownNumber } from "./numbers.ts";
import { type Random, seededRandom } from "./random.ts";
import { at, type Gateway, STORIES, type Story } from "./stories.ts";

/** One call of the day with its truth: what a report has to say about it. */
export interface ExampleCall {
  readonly callId: string;
  /** Epoch milliseconds. */
  readonly start: number;
  readonly end: number;
  /** The one that is tried first. */
  readonly gateway: Gateway;
  readonly agent: string;
  readonly direction: "outbound" | "inbound";
  readonly from: string;
  readonly to: string;
  readonly events: readonly ExampleEvent[];
  readonly ending: EndingName;
  readonly lastResponse: number;
  readonly endedBy: "kill" | "finish" | null;
  readonly story: Story | null;
}

interface Attempt {
  readonly start: number;
  readonly to: string;
  readonly agent: string;
  readonly gateway: Gateway;
  readonly ordinal: number;
  readonly direction: "outbound" | "inbound";
}

type Numbers = ReturnType<typeof createNumbers>;

const SEED = 20_261_120;
const AGENTS = Array.from({ length: 24 }, (_, n) => `agent-${101 + n}`);
const INBOUND_CALLS = 140;
const FIRST_ATTEMPTS = 3_420;
/** Times that a number is tried at most. */
const ATTEMPTS = 3;

/** Share of the day's first attempts in each hour, UTC. */
const ARRIVALS = { 8: 5, 9: 10, 10: 12, 11: 12, 12: 7, 13: 8, 14: 11, 15: 11, 16: 10, 17: 6 } as const;
const DESTINATIONS = {
  london: 21,
  manchester: 16,
  leeds: 12,
  birmingham: 15,
  glasgow: 11,
  mobile: 23,
  newYork: 2,
} as const;
const ROUTES = { Alderwick: 36, Bluefinch: 33, Copperlane: 31 } as const;
/** The gateways of the dialler, in the order in which it tries a number again. */
const DIALLED: readonly Gateway[] = ["Alderwick", "Bluefinch", "Copperlane"];
const CAMPAIGN_CALLS = 420;

/** How ordinary calls end, by weight. */
const MIX: Partial<Record<EndingName, number>> = {
  answered: 36,
  "answered after early media": 4,
  "rings out": 25,
  "announcement only": 3,
  "agent gives up": 1.5,
  busy: 10,
  unavailable: 6,
  "rings, then unavailable": 2,
  declined: 3,
  unwanted: 0.2,
  "does not exist": 0.8,
  gone: 0.3,
  incomplete: 0.4,
  timeout: 0.6,
  media: 0.2,
  fault: 0.4,
  "bad gateway": 0.3,
  "gateway timeout": 0.3,
  "no response": 0.3,
};

const WRONG_NUMBER: ReadonlySet<EndingName> = new Set(["does not exist", "gone", "incomplete"]);

/** How inbound calls end: the caller is the one who gives up. */
const INBOUND_MIX: Partial<Record<EndingName, number>> = { answered: 85, busy: 10, unavailable: 5 };

interface RetryRule {
  readonly chance: number;
  readonly waitMs: readonly [number, number];
  /** The gateway to try next; the following one in the list if absent. */
  readonly gateway?: Gateway;
}

/** When the dialler tries again after a call that ended so. */
const RETRIES: Partial<Record<EndingName, RetryRule>> = {
  "rings out": { chance: 0.3, waitMs: [2_400_000, 7_200_000] },
  busy: { chance: 0.5, waitMs: [300_000, 900_000] },
  unavailable: { chance: 0.25, waitMs: [1_800_000, 3_600_000] },
  "balance used up": { chance: 0.7, waitMs: [4_000, 25_000] },
  stalled: { chance: 0.8, waitMs: [3_000, 40_000], gateway: "Alderwick" },
  "no channel": { chance: 0.5, waitMs: [20_000, 90_000] },
};

/** The whole working day, in start order. The same seed gives the same day. */
export function makeDay(seed = SEED): ExampleCall[] {
  return [...dialled(seed), ...campaign(seed)].sort(byStart);
}

/** A campaign of its own through one provider, for which another one stands in call by call. */
function campaign(seed: number): ExampleCall[] {
  const random = seededRandom(seed + 1);
  const numbers = createNumbers(random);
  const { gateway, standby, from, until } = STORIES.failover;
  return Array.from({ length: CAMPAIGN_CALLS }, (): ExampleCall => {
    const start = moment(random);
    const call = place(
      {
        start,
        to: numbers("cardiff"),
        agent: random.pick(AGENTS),
        gateway,
        ordinal: 1,
        direction: "outbound",
      },
      [],
      random,
    );
    if (start < at(from) || start >= at(until)) return call;
    const refused = courseOf("fault", start, random).events.filter(({ event }) => event !== "finish");
    const wait = refused.at(-1)!.at + random.int(20, 200) - start;
    const again = call.events.map((event) => ({ ...event, at: event.at + wait, gateway: standby }));
    return { ...call, events: [...refused, ...again], end: call.end + wait, story: "failover" };
  });
}

function dialled(seed: number): ExampleCall[] {
  const random = seededRandom(seed);
  const numbers = createNumbers(random);
  const waiting = [ordinary, inbound, dead, burst, france].flatMap((plan) => plan(random, numbers));
  waiting.sort(byStart);
  const calls: ExampleCall[] = [];
  for (let attempt = waiting.shift(); attempt; attempt = waiting.shift()) {
    const call = place(attempt, calls, random);
    calls.push(call);
    const retry = retryOf(attempt, call, random);
    if (retry) waiting.splice(waiting.findIndex((other) => other.start > retry.start) >>> 0, 0, retry);
  }
  return calls;
}

function place(attempt: Attempt, before: readonly ExampleCall[], random: Random): ExampleCall {
  const { name, story } = endingOf(attempt, before, random);
  const { events, endedBy } = courseOf(name, attempt.start, random);
  const own = ownNumber(random);
  const inward = attempt.direction === "inbound";
  return {
    callId: `${random.hex(16)}@dialler.example`,
    start: attempt.start,
    end: events.at(-1)!.at,
    gateway: attempt.gateway,
    agent: attempt.agent,
    direction: attempt.direction,
    from: inward ? attempt.to : own,
    to: inward ? own : attempt.to,
    events,
    ending: name,
    lastResponse: ENDINGS[name].lastResponse,
    endedBy,
    story,
  };
}

function endingOf(
  attempt: Attempt,
  before: readonly ExampleCall[],
  random: Random,
): { name: EndingName; story: Story | null } {
  const { gateway, to, start } = attempt;
  const { balance, stall, blocked, channelLimit } = STORIES;
  const within = (story: { from: string; until: string }) =>
    start >= at(story.from) && start < at(story.until);
  if (attempt.direction === "inbound") return { name: draw(INBOUND_MIX, random), story: null };
  if (to.startsWith(blocked.prefix) && gateway !== blocked.allowedOn)
    return { name: "direction blocked", story: "blocked" };
  if (gateway === balance.gateway && within(balance)) return { name: "balance used up", story: "balance" };
  if (gateway === stall.gateway && within(stall)) return { name: "stalled", story: "stall" };
  if (gateway === channelLimit.gateway && concurrent(gateway, start, before) >= channelLimit.limit)
    return { name: "no channel", story: "channelLimit" };
  if (DEAD_NUMBERS.has(to)) return { name: "does not exist", story: "deadNumbers" };
  if (to.startsWith("+1") && random.chance(0.12)) return { name: "network blocked", story: null };
  const name = draw(MIX, random);
  // A number that was reached before exists.
  return { name: attempt.ordinal > 1 && WRONG_NUMBER.has(name) ? "rings out" : name, story: null };
}

/** Calls on the gateway that have started and not ended at this moment. */
export function concurrent(gateway: Gateway, moment: number, calls: readonly ExampleCall[]): number {
  return calls.filter((call) => call.gateway === gateway && call.start <= moment && call.end > moment).length;
}

function retryOf(attempt: Attempt, call: ExampleCall, random: Random): Attempt | null {
  const rule = RETRIES[call.ending];
  const following = DIALLED[(DIALLED.indexOf(attempt.gateway) + 1) % DIALLED.length]!;
  const again = (waitMs: readonly [number, number]): Attempt => ({
    ...attempt,
    start: call.end + random.int(waitMs[0], waitMs[1]),
    gateway: rule?.gateway ?? following,
    ordinal: attempt.ordinal + 1,
  });
  if (call.direction === "inbound" || attempt.ordinal >= ATTEMPTS) return null;
  // The list of dead numbers is tried on all three gateways before anybody looks at it.
  if (DEAD_NUMBERS.has(call.to)) return again([900_000, 1_800_000]);
  if (!rule || !random.chance(rule.chance)) return null;
  const retry = again(rule.waitMs);
  return retry.start < at("17:58:00") ? retry : null;
}

const DEAD_NUMBERS: ReadonlySet<string> = new Set(
  Array.from({ length: STORIES.deadNumbers.numbers }, (_, n) => deadNumber(n)),
);

function ordinary(random: Random, numbers: Numbers): Attempt[] {
  return Array.from({ length: FIRST_ATTEMPTS }, () => ({
    start: moment(random),
    to: numbers(random.weighted<NumberRange>(DESTINATIONS as Record<NumberRange, number>)),
    agent: random.pick(AGENTS),
    gateway: random.weighted(ROUTES),
    ordinal: 1,
    direction: "outbound",
  }));
}

function inbound(random: Random, numbers: Numbers): Attempt[] {
  return Array.from({ length: INBOUND_CALLS }, () => ({
    start: moment(random),
    to: numbers("liverpool"),
    agent: random.pick(AGENTS),
    gateway: "Bluefinch",
    ordinal: 1,
    direction: "inbound",
  }));
}

function dead(random: Random): Attempt[] {
  const { from } = STORIES.deadNumbers;
  return [...DEAD_NUMBERS].map((to) => ({
    start: at(from) + random.int(0, 2_700_000),
    to,
    agent: random.pick(AGENTS),
    gateway: random.pick(DIALLED),
    ordinal: 1,
    direction: "outbound",
  }));
}

/** A campaign that sends everything to one gateway for half an hour. */
function burst(random: Random, numbers: Numbers): Attempt[] {
  const { from, until, gateway } = STORIES.channelLimit;
  return Array.from({ length: 390 }, () => ({
    start: random.int(at(from), at(until) - 1),
    to: numbers("liverpool"),
    agent: random.pick(AGENTS),
    gateway,
    ordinal: 1,
    direction: "outbound",
  }));
}

/** Two agents dial Paris where it is closed; others use the gateway on which it is open. */
function france(random: Random, numbers: Numbers): Attempt[] {
  return Array.from({ length: 72 }, (_, n) => ({
    start: moment(random),
    to: numbers("paris"),
    agent: n < 47 ? random.pick(STORIES.blocked.agents) : random.pick(AGENTS.slice(10, 16)),
    gateway: n < 47 ? random.pick(["Alderwick", "Bluefinch"]) : STORIES.blocked.allowedOn,
    ordinal: ATTEMPTS,
    direction: "outbound",
  }));
}

function moment(random: Random): number {
  const hour = Number(random.weighted(ARRIVALS as unknown as Record<string, number>));
  return at(`${String(hour).padStart(2, "0")}:00:00`) + random.int(0, 3_599_999);
}

function draw(mix: Partial<Record<EndingName, number>>, random: Random): EndingName {
  return random.weighted(mix as Record<EndingName, number>);
}

function byStart(one: { start: number }, other: { start: number }): number {
  return one.start - other.start;
}
