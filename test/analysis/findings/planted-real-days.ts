import { gatherEvidence } from "../../../lib/analysis/findings/evidence.ts";
import { findAll } from "../../../lib/analysis/findings/find-all.ts";
import type { Finding, FindingKind } from "../../../lib/analysis/findings/finding.ts";
import type { Call } from "../../../lib/calls/call.ts";
import { type Random, seededRandom } from "../../examples/random.ts";
import { DAY_START, ended, MINUTE, SECOND } from "./generated-day.ts";
import { planted, realDay } from "./real-day.ts";

/** A day with a story in it, and what has to be found. */
interface Planted {
  readonly calls: readonly Call[];
  readonly kind: FindingKind;
  readonly isAbout: (finding: Finding) => boolean;
}

/** What to change on the day's busiest gateway, busiest caller, busiest country, from a minute of the day on. */
interface Scene {
  readonly gateway: string;
  /** Who gets answers over this gateway and over others, enough of both, and has no task that takes seconds. */
  readonly callers: ReadonlySet<string>;
  /** Share of its calls to numbers that do not exist. */
  readonly unknown: number;
  readonly caller: string;
  readonly head: string;
  readonly from: number;
  readonly random: Random;
}

type Story = (scene: Scene) => Omit<Planted, "calls"> & {
  readonly happens: (call: Call) => Call;
  /** Calls that show what the story is not: enough of each must there be. */
  readonly tells: readonly ((call: Call) => boolean)[];
};

const isOutbound = ({ direction }: Call) => direction === "outbound";

/** Every call of the gateway ends so for a time, whatever is dialled. */
function outage(response: number, kind: FindingKind, minutes: number): Story {
  return ({ gateway, from, random }) => ({
    kind,
    isAbout: (finding) => finding.gateway === gateway,
    tells: [],
    happens: (call) =>
      isOutbound(call) &&
      call.gateway === gateway &&
      call.start >= from &&
      call.start < from + minutes * MINUTE
        ? ended(call, response, random)
        : call,
  });
}

export const REAL_DAY_STORIES: Readonly<Record<string, Story>> = {
  "a gateway fails with 500 for an hour": outage(500, "failure-incident", 60),
  "a gateway does not answer for an hour": outage(408, "failure-incident", 60),
  "a gateway stalls for an hour": outage(100, "stall-incident", 60),
  "a gateway loses its media for an hour": outage(488, "failure-incident", 60),
  "a gateway knows no number for two hours": outage(404, "failure-incident", 120),
  "a balance is used up for two hours": outage(403, "balance-or-registration", 120),
  "a country is closed on a gateway": ({ gateway, head, random }) => ({
    kind: "direction-closed",
    isAbout: (finding) => finding.gateway === gateway,
    tells: [],
    happens: (call) =>
      isOutbound(call) && call.gateway === gateway && call.to.startsWith(head)
        ? ended(call, 403, random)
        : call,
  }),
  "a caller is blocked everywhere": ({ caller, gateway, random }) => ({
    kind: "caller-blocked",
    isAbout: ({ subject, facts }) => subject === "caller-blocked" && facts.caller === caller,
    tells: [(call) => call.from !== caller && call.gateway === gateway],
    happens: (call) => (isOutbound(call) && call.from === caller ? ended(call, 403, random) : call),
  }),
  "one gateway blocks a caller whom the others take": ({ caller, gateway, random }) => ({
    kind: "caller-blocked",
    isAbout: ({ subject, facts }) =>
      subject === "caller-blocked" && facts.caller === caller && facts.onlyOn === gateway,
    tells: [
      (call) => call.from === caller && call.gateway !== gateway,
      (call) => call.from !== caller && call.gateway === gateway,
    ],
    happens: (call) =>
      isOutbound(call) && call.from === caller && call.gateway === gateway ? ended(call, 403, random) : call,
  }),
  "phones show a caller as spam": ({ caller, gateway, random }) => ({
    kind: "caller-labelled",
    isAbout: ({ subject, facts }) => subject === "caller-labelled" && facts.caller === caller,
    tells: [(call) => call.from !== caller && call.gateway === gateway],
    happens: (call) =>
      isOutbound(call) && call.from === caller && random.chance(0.7)
        ? random.chance(0.75)
          ? ended(call, random.pick([480, 486]), random)
          : { ...ended(call, 200, random), talkMs: 4_000 }
        : call,
  }),
  "a gateway does not know numbers in the national form": ({ gateway, unknown, random }) => ({
    kind: "number-format",
    isAbout: () => true,
    // Where a list is so old, no form of its numbers is known.
    tells: [(call) => call.gateway === gateway && unknown < 0.15],
    happens: (call) =>
      isOutbound(call) && call.gateway === gateway && /[02468]$/.test(call.to)
        ? { ...ended(call, 404, random), to: call.to.replace("+44", "0") }
        : call,
  }),
  "a gateway takes three calls in a second": ({ gateway, random }) => {
    const recent: number[] = [];
    return {
      kind: "channel-limit",
      isAbout: (finding) => finding.gateway === gateway,
      tells: [(call) => call.gateway === gateway],
      happens(call) {
        if (!isOutbound(call) || call.gateway !== gateway) return call;
        while (recent.length > 0 && recent[0]! < call.start - SECOND) recent.shift();
        recent.push(call.start);
        return recent.length > 3 ? ended(call, 503, random) : call;
      },
    };
  },
  "our settings block a direction on a gateway": ({ gateway, head, random }) => ({
    kind: "blocked-directions",
    isAbout: ({ subject, facts }) => subject === "blocked-directions" && facts.gateways.includes(gateway),
    tells: [],
    happens: (call) =>
      isOutbound(call) && call.gateway === gateway && call.to.startsWith(head)
        ? ended(call, 900, random)
        : call,
  }),
  "a fifth of a gateway's calls drop after 32 s": ({ gateway, random }) => ({
    kind: "talk-timer",
    isAbout: (finding) => finding.gateway === gateway,
    tells: [],
    happens: (call) =>
      call.answered && call.gateway === gateway && random.chance(0.2) ? { ...call, talkMs: 32_000 } : call,
  }),
  "half of a gateway's calls end at once": ({ gateway, callers, random }) => ({
    kind: "short-calls",
    isAbout: (finding) => finding.gateway === gateway,
    tells: [(call) => call.gateway !== gateway && call.answered && callers.has(call.from)],
    happens: (call) =>
      call.answered && call.gateway === gateway && random.chance(0.5) ? { ...call, talkMs: 2_000 } : call,
  }),
};

/** A story is told by so many calls at least, and by as many that it does not happen to while it does. */
const ENOUGH = 25;

function sceneOf(calls: readonly Call[], random: Random): Scene {
  const busiest = (of: (call: Call) => string) => {
    const counts = new Map<string, number>();
    for (const call of calls.filter(isOutbound)) counts.set(of(call), (counts.get(of(call)) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1])[0]![0];
  };
  const gateway = busiest((call) => call.gateway);
  const sent = calls.filter((call) => isOutbound(call) && call.gateway === gateway);
  return {
    gateway,
    unknown: sent.filter(({ lastResponse }) => lastResponse === 404).length / sent.length,
    callers: new Set(
      calls
        .map(({ from }) => from)
        .filter((caller) => {
          const own = calls.filter(({ from, answered }) => from === caller && answered);
          const here = own.filter((call) => call.gateway === gateway).length;
          const short = own.filter(({ talkMs }) => talkMs! < 10_000).length;
          return here >= ENOUGH && own.length - here >= ENOUGH && short < own.length / 4;
        }),
    ),
    caller: busiest(({ from }) => from),
    head: busiest(({ to }) => to.slice(0, 7)),
    // Between the morning and the evening, and not over lunch.
    from: DAY_START + (random.chance(0.5) ? random.int(30, 120) : random.int(300, 420)) * MINUTE,
    random,
  };
}

/** The story planted into a day as call centres have them; undefined where that day has too few calls to tell it. */
function plantedInto(story: Story, seed: number): Planted | undefined {
  const day = realDay(seed);
  const random = seededRandom(seed + 7);
  const { happens, tells, kind, isAbout } = story(sceneOf(day.calls, random));
  const calls = planted(day, happens);
  const changed = calls.filter((call, i) => call !== day.calls[i] && call.attempts.length === 0);
  if (changed.length < ENOUGH) return undefined;
  const [first, last] = [changed[0]!.start, changed.at(-1)!.start];
  const isMeanwhile = ({ start }: Call) => !kind.startsWith("caller-") || (start >= first && start <= last);
  const beside = calls.filter((call) => isOutbound(call) && isMeanwhile(call) && !changed.includes(call));
  const isTold = [() => true, ...tells].every((is) => beside.filter(is).length >= ENOUGH);
  return isTold ? { calls, kind, isAbout } : undefined;
}

/** Of so many days into which the story was planted the seeds of those in which it is not found. */
export function missedIn(story: Story, days: number): number[] {
  const missed: number[] = [];
  for (let seed = 1, tried = 0; tried < days; seed++) {
    const told = plantedInto(story, seed);
    if (told === undefined) continue;
    tried++;
    const findings = findAll(gatherEvidence(told.calls, "UTC"));
    if (!findings.some((finding) => finding.kind === told.kind && told.isAbout(finding))) missed.push(seed);
  }
  return missed;
}

// node --import tsx test/analysis/findings/planted-real-days.ts 100
if (process.argv[1] === import.meta.filename) {
  const days = Number(process.argv[2] ?? 100);
  for (const [name, story] of Object.entries(REAL_DAY_STORIES)) {
    const missed = missedIn(story, days);
    console.log(
      `${days - missed.length} of ${days}: ${name}${missed.length > 0 ? ` (not ${missed.slice(0, 8).join(", ")})` : ""}`,
    );
  }
}
