import type { Call } from "../../../lib/calls/call.ts";
import { type Random, seededRandom } from "../../examples/random.ts";
import { BLANK, DAY_START, ended, MINUTE, SECOND } from "./generated-day.ts";

/*
 * Days as call centres have them, on which nothing is wrong: calls that depend on each other, which no
 * shuffling shows. A subscriber who is busy is dialled again, a number that does not exist never does, a team
 * works through a list of its own, nobody is at the desks at lunch, a dialler starts many calls at once, and a
 * scanner tries its luck.
 */

/** What a subscriber is like: it stays so all day, whoever dials. */
type Subscriber = "person" | "engaged" | "away" | "dead" | "broken route" | "barred";

interface Campaign {
  readonly caller: string;
  readonly agents: readonly string[];
  readonly gateways: readonly string[];
  readonly numbers: readonly { readonly to: string; readonly is: Subscriber }[];
  /** Part of the persons who pick up. */
  readonly answers: number;
  /** Minutes of the day. */
  readonly from: number;
  readonly until: number;
  readonly calls: number;
  /** Starts many calls within the same seconds. */
  readonly bursts: boolean;
  /** Plays a message, or asks one question: many of its answered calls are over within seconds. */
  readonly isShort: boolean;
}

const HEADS = ["+442079", "+441614", "+447700", "+441214", "+441134"];
const DAY_MINUTES = 600;

export interface RealDay {
  readonly calls: readonly Call[];
  /** Numbers that do not exist, or that no gateway puts through. */
  readonly dead: ReadonlySet<string>;
}

/** A day in which every ticket is false, and every finding but the one of numbers that do not exist. */
export function realDay(seed: number): RealDay {
  const random = seededRandom(seed);
  const gateways = ["A", "B", "C", "D"].slice(0, random.int(1, 4));
  const campaigns = Array.from({ length: random.int(2, 5) }, (_, n) => campaign(n, gateways, random));
  const calls = campaigns.flatMap((one) => callsOf(one, gateways, random));
  for (let n = random.int(0, 150); n > 0; n--) calls.push(inbound(gateways, random));
  if (random.chance(0.3)) calls.push(...scan(random));
  const dead = campaigns
    .flatMap(({ numbers }) => numbers)
    .filter(({ is }) => is === "dead" || is === "barred");
  return {
    calls: calls.sort((a, b) => a.start - b.start).map((call, n) => ({ ...call, callId: `call-${n}` })),
    dead: new Set(dead.map(({ to }) => to)),
  };
}

/** The same day with a story in it: what happens to one gateway for a time, or to some of its calls. */
export function planted({ calls }: RealDay, happens: (call: Call) => Call): Call[] {
  return calls.map((call) => {
    if (call.attempts.length === 0) return happens(call);
    const attempts = call.attempts.map(happens);
    return { ...happens(call), attempts };
  });
}

/** A list that is fresh or old, called by a team of its own, over one gateway or over all. */
function campaign(ordinal: number, gateways: readonly string[], random: Random): Campaign {
  const old = random.chance(0.3);
  // Mobile telephones at night, or of a list that is years old.
  const off = random.chance(0.15);
  const weights: Record<Subscriber, number> = {
    person: 80,
    engaged: 4,
    away: off ? 16 : 8,
    dead: old ? 30 : 3,
    "broken route": 0.3,
    barred: 0.3,
  };
  const size = random.int(60, 600);
  const from = random.chance(0.5) ? 0 : random.int(0, 400);
  const length = random.chance(0.3) ? random.int(20, 60) : DAY_MINUTES - from;
  const ownGateway = random.chance(0.4);
  return {
    caller: `+4420794609${String(ordinal).padStart(2, "0")}`,
    agents: Array.from({ length: random.int(2, 8) }, (_, n) => `agent-${ordinal}${n}`),
    gateways: ownGateway ? [random.pick(gateways)] : gateways,
    numbers: Array.from({ length: size }, (_, n) => ({
      to: `${HEADS[(ordinal + n) % HEADS.length]}${ordinal}${String(n).padStart(4, "0")}`,
      is: random.weighted(weights),
    })),
    answers: random.int(25, 70) / 100,
    from,
    until: from + length,
    calls: Math.round(size * (0.6 + random.int(0, 80) / 100)),
    bursts: random.chance(0.2),
    isShort: random.chance(0.1),
  };
}

function callsOf(one: Campaign, gateways: readonly string[], random: Random): Call[] {
  const calls: Call[] = [];
  let burst = momentIn(one, random);
  for (let n = 0; n < one.calls; n++) {
    const { to, is } = one.numbers[n % one.numbers.length]!;
    if (one.bursts && n % BURST === 0) burst = momentIn(one, random);
    let start = one.bursts ? burst + random.int(0, 2_000) * 1000 : momentIn(one, random);
    const agent = random.pick(one.agents);
    for (let tries = 0; tries < 6; tries++) {
      const gateway = random.pick(one.gateways);
      const call = asShortAs(
        one,
        ended(
          { ...BLANK, start, from: one.caller, to, gateway, agent },
          responseOf(is, one, start, random),
          random,
        ),
        random,
      );
      const failed = call.lastResponse >= 500;
      calls.push(
        failed && gateways.length > 1 && random.chance(0.5)
          ? asShortAs(one, failover(call, gateways, random), random)
          : call,
      );
      // Engaged and broken ones are dialled again at once by people, and by machines for hours.
      if (!["engaged", "broken route", "barred"].includes(is) || !random.chance(0.7)) break;
      start += random.int(20, 600) * SECOND;
    }
  }
  return calls;
}

/** Calls that a dialler starts at once. */
const BURST = 15;

function asShortAs({ isShort }: Campaign, call: Call, random: Random): Call {
  return call.answered && isShort && random.chance(0.3)
    ? { ...call, talkMs: random.int(2_000, 6_000) }
    : call;
}

/** More in the morning and the afternoon than at lunch, where only machines dial. */
function momentIn({ from, until }: Campaign, random: Random): number {
  for (;;) {
    const minute = from + random.int(0, until - from - 1);
    const isLunch = minute >= 240 && minute < 300;
    if (!isLunch || random.chance(0.3)) return DAY_START + minute * MINUTE + random.int(0, 59_999) * 1000;
  }
}

function responseOf(is: Subscriber, { answers }: Campaign, start: number, random: Random): number {
  // Three calls in a thousand fail for no reason that anybody finds.
  if (random.chance(0.003)) return random.pick([500, 503, 408]);
  switch (is) {
    case "dead":
      return 404;
    case "engaged":
      return 486;
    case "away":
      return 480;
    case "broken route":
      return 500;
    case "barred":
      return 403;
    case "person": {
      const isLunch = start >= DAY_START + 240 * MINUTE && start < DAY_START + 300 * MINUTE;
      if (random.chance(isLunch ? answers / 2 : answers)) return 200;
      return random.chance(0.8) ? 180 : 486;
    }
  }
}

/** The platform tries another gateway within the same call. */
function failover(call: Call, gateways: readonly string[], random: Random): Call {
  const other = random.pick(gateways.filter((gateway) => gateway !== call.gateway));
  const second = ended(
    { ...call, gateway: other, start: call.end! + SECOND / 5 },
    random.pick([200, 180]),
    random,
  );
  return { ...second, start: call.start, attempts: [call, second] };
}

function inbound(gateways: readonly string[], random: Random): Call {
  const start = DAY_START + random.int(0, DAY_MINUTES * 60_000) * 1000;
  const to = "+442079460950";
  const from = `+4477009${random.int(10000, 99999)}`;
  const call = ended(
    { ...BLANK, start, from, to, gateway: random.pick(gateways) },
    random.pick([200, 200, 486, 480]),
    random,
  );
  return { ...call, direction: "inbound" };
}

/** Somebody who looks for a way out through our server, in seconds. */
function scan(random: Random): Call[] {
  const [start, from] = [DAY_START + random.int(0, DAY_MINUTES) * MINUTE, "100"];
  return Array.from({ length: random.int(10, 120) }, (_, n): Call => {
    const to = `${random.int(0, 9999)}441519470000`;
    const call = ended({ ...BLANK, start: start + n * SECOND, from, to }, 403, random);
    return { ...call, direction: random.pick(["inbound", ""]) };
  });
}
