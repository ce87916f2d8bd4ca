import type { Evidence } from "../../analysis/findings/evidence.ts";
import type { FailureFamily } from "../../analysis/findings/failure-families.ts";
import type { FailureWindow } from "../../analysis/findings/failure-windows.ts";
import type { FindingKind } from "../../analysis/findings/finding.ts";
import { clockTime, gatewayName, list, percent, some, timeSpan } from "./phrases.ts";

type Family = FailureFamily["id"];

const SCAN = "Scan statistic over the gateway's calls in order of time, exact probability × all windows";
const CELL = "Hypergeometric test of the group against the rest, × all groups";

/** How a sequence of calls fails, read after the gateway's name. */
const FAILS: Readonly<Record<Family, string>> = {
  stall: "took calls with 100 and let them stall",
  server: "failed with 5xx",
  silence: "did not answer in time (408 or nothing)",
  number: "knew no number (404, 410, 484, 604)",
  absence: "sent busy or unavailable (480, 486, 600) for nearly every call",
  media: "refused the media (488, 606, 580, 415)",
};

/** Every sentence of the findings, in English: another language is another such table. */
export const WORDING = {
  "balance-or-registration": {
    title: (
      evidence: Evidence,
      gateway: string,
      codes: readonly number[],
      window: FailureWindow,
      recovered: boolean,
    ) => {
      const what = `${gatewayName(gateway)} refused its calls with ${list(codes.map(String))}`;
      if (window.throughout) return `${what} all the time: balance or registration`;
      if (recovered) return `${what} ${timeSpan(evidence, window.from, window.to)}: balance or registration`;
      return `${what} from ${clockTime(evidence, window.from)} on: balance or registration`;
    },
    seen: (
      evidence: Evidence,
      refused: string,
      calls: string,
      outside: string | null,
      lastBefore: number | null,
      firstAfter: number | null,
    ) => [
      `${refused} of ${calls} calls were refused, in whatever direction`,
      ...(outside === null ? [] : [`At other times ${outside} of its calls were refused`]),
      ...(lastBefore === null
        ? []
        : [`The last call before went through at ${clockTime(evidence, lastBefore)}`]),
      ...(firstAfter === null
        ? []
        : [
            `Calls go through again since ${clockTime(evidence, firstAfter)}, as after a top-up or a new registration`,
          ]),
    ],
    action: (codes: readonly number[]) =>
      codes.includes(402)
        ? "Top up the gateway's balance"
        : codes.includes(401) || codes.includes(407)
          ? "Check the gateway's login and registration, then its balance"
          : "Check the gateway's balance and registration; if both are in order, ask the provider with these Call-IDs",
    test: SCAN,
  },
  "direction-closed": {
    title: (gateway: string, where: string) =>
      `${gatewayName(gateway)} refuses ${where} with 403: the direction is closed`,
    seen: (refused: string, calls: string, where: string, elsewhere: string, callsElsewhere: string) => [
      `${refused} of ${calls} calls to ${where} got 403`,
      `${elsewhere} of the ${callsElsewhere} calls in other directions did`,
    ],
    action: (where: string) => `Ask the provider to open ${where}, or route it through another gateway`,
    test: CELL,
  },
  "caller-blocked": {
    title: (from: string, codes: string) =>
      `Calls that show ${from} are refused with ${codes}: the caller is blocked`,
    seen: (refused: string, calls: string, elsewhere: string, gateways: string) => [
      `${refused} of ${calls} calls from this number were refused${gateways === "" ? "" : `, on ${gateways}`}`,
      `${elsewhere} of the calls from other numbers were`,
    ],
    action: "Ask the provider why this caller is refused, and call with another number until it is cleared",
    test: CELL,
  },
  "number-format": {
    title: (bad: string, good: string, gateways: readonly string[]) =>
      `${list(gateways.map(gatewayName))}: numbers dialled ${form(bad)} do not exist, the same numbers ${form(good)} do`,
    seen: (numbers: string, bad: string, good: string, unknown: string, calls: string, rate: string) => [
      `${numbers} numbers failed with 404 or 484 ${form(bad)} and were reached ${form(good)}`,
      `${unknown} of ${calls} calls ${form(bad)} failed so (${rate})`,
    ],
    action: (bad: string, good: string) => `Dial these numbers ${form(good)} instead of ${form(bad)}`,
    columns: ["Dialled", "Calls", "Reached as", "Calls"],
    byGateway: {
      title: (gateway: string, others: string) =>
        `${gatewayName(gateway)} does not know numbers (404) that ${others} reaches: number format or a missing route`,
      seen: (unknown: string, numbers: string, all: string, rate: string) => [
        `${unknown} of ${numbers} numbers that were also dialled elsewhere are unknown here alone`,
        `${all} calls of the gateway got 404 or 484 (${rate})`,
      ],
      action:
        "Ask the provider in which form it expects these numbers and whether it has a route to them; until then use the other gateway",
      test: "Numbers unknown on one gateway and reached on another, against the number expected by chance (Poisson), × all gateways",
    },
    test: "Numbers that fail in one form and are reached in another, against the number expected by chance (Poisson), × all pairs of forms",
  },
  "dead-numbers": {
    title: {
      unknown: (numbers: number, calls: number) =>
        `${some(numbers, "number")} on the list ${numbers === 1 ? "does" : "do"} not exist: ${some(calls, "call")} for nothing`,
      refused: (numbers: number, calls: number) =>
        `${some(numbers, "number")} on the list ${numbers === 1 ? "is" : "are"} refused with 403 on every gateway: ${some(calls, "call")} for nothing`,
    },
    seen: (numbers: string, calls: string, codes: string, gateways: string, expected: number) => [
      `${numbers} numbers were dialled ${calls} times and got ${codes} every time${gateways === "" ? "" : `, on ${gateways}`}`,
      `By chance ${expected < 0.01 ? "none" : expected.toFixed(2)} would have been expected`,
    ],
    action: "Take these numbers off the list; the sheet Numbers has them",
    columns: ["Number", "Calls", "Last response", "Gateways"],
    test: "Numbers that fail at every attempt, against the number expected by chance (Poisson)",
  },
  "channel-limit": {
    title: (evidence: Evidence, gateway: string, limit: number, code: number, from: number, to: number) =>
      `${gatewayName(gateway)} takes about ${limit} calls at once: ${code} for the rest ${timeSpan(evidence, from, to)}`,
    seen: (
      failed: string,
      attempts: string,
      limit: number,
      rate: string,
      below: string,
      attemptsBelow: string,
    ) => [
      `${failed} of ${attempts} calls that started while ${limit} or more were up failed (${rate})`,
      `Below that, ${below} of ${attemptsBelow} calls did`,
    ],
    action: (limit: number) =>
      `Order more than ${limit} channels, spread the calls over gateways, or dial slower`,
    test: "Hypergeometric test of calls above against calls below the limit, × all limits, codes and gateways",
  },
  incident: {
    title: (
      evidence: Evidence,
      family: Family,
      gateways: readonly string[],
      from: number,
      to: number,
      calls: number,
    ) =>
      `${list(gateways.map(gatewayName))} ${FAILS[family]} ${timeSpan(evidence, from, to)}: ${some(calls, "call")}`,
    seen: (
      failed: string,
      calls: string,
      codes: string,
      outside: string | null,
      prefixes: string,
      ours: boolean,
    ) => [
      `${failed} of ${calls} calls in that time: ${codes}`,
      ...(outside === null ? [] : [`${outside} of the calls at other times`]),
      `Directions: ${prefixes}`,
      ...(ours ? ["All gateways failed in the same minutes"] : []),
    ],
    action: {
      stall: "Report the incident to the provider with these Call-IDs: calls were accepted and not worked on",
      server: "Report the incident to the provider with these Call-IDs",
      silence: "Check address and firewall of the gateway, then report the incident to the provider",
      number:
        "Check the list that was dialled in that time; if its numbers exist, ask the provider about a lost route",
      absence: "Ask the provider whether the route was overloaded: so many callees are not busy at once",
      media: "Compare the codecs and encryption offered with what the provider accepts",
    } satisfies Record<Family, string>,
    ownAction: "Look at our own connection and servers first: providers do not fail together",
    columns: ["Prefix", "Calls lost"],
    test: SCAN,
  },
  "blocked-directions": {
    title: (
      agents: readonly string[],
      where: readonly string[],
      gateways: readonly string[],
      calls: number,
    ) =>
      `${agents.length === 0 ? "Calls" : `${list(agents)} dialled`} ${agents.length === 0 ? "to " : ""}${list(where)}, which ${list(gateways.map(gatewayName))} may not dial: ${some(calls, "call")} never left`,
    seen: (calls: string, prefixes: string, share: string, allowed: string) => [
      `${calls} calls (${share} of all) were blocked with 9XX, to ${prefixes}`,
      ...(allowed === "" ? [] : [`The same direction is open on ${allowed}`]),
    ],
    action: (allowed: string) =>
      allowed === ""
        ? "Allow the direction on the gateway, or tell the agents not to dial it"
        : `Route the direction through ${allowed}, allow it on the gateway, or tell the agents not to dial it`,
    columns: ["Agent", "Prefix", "Gateway", "Calls", "Allowed on"],
    test: CELL,
  },
  "provider-difference": {
    title: (gateway: string, others: readonly string[], difference: number, isWorse: boolean) =>
      `${gatewayName(gateway)} answers ${percent(difference, 1)} of the calls ${isWorse ? "less" : "more"} than ${list(others)} on the same directions`,
    seen: (
      gateway: string,
      own: string,
      calls: string,
      rest: string,
      callsRest: string,
      difference: string,
    ) => [
      `${gateway}: ${own} of ${calls} calls answered; the others: ${rest} of ${callsRest}, same directions and hours`,
      `Weighted by direction and hour the difference is ${difference} of the calls`,
    ],
    action: (isWorse: boolean) =>
      isWorse
        ? "Show the provider the comparison on the sheet Gateways, and move traffic until it improves"
        : "Move traffic to this gateway, and show the other providers the comparison on the sheet Gateways",
    test: "Cochran–Mantel–Haenszel test over directions and hours, × all gateways",
  },
  "short-calls": {
    title: (by: "gateway" | "agent", name: string, rate: string) =>
      `${rate} of the answered calls ${by === "gateway" ? "through" : "of"} ${name} end within 10 seconds`,
    seen: (short: string, answered: string, elsewhere: string, answeredElsewhere: string) => [
      `${short} of ${answered} answered calls talked less than 10 s`,
      `${elsewhere} of the other ${answeredElsewhere} did`,
    ],
    action: {
      gateway:
        "Listen to some of these calls: silence, one-way audio or a wrong destination make people hang up",
      agent: "Listen to some of these calls with the agent",
    },
    test: CELL,
  },
} as const satisfies Record<Exclude<FindingKind, "stall-incident" | "failure-incident"> | "incident", object>;

function form(head: string): string {
  return head === "" ? "without prefix" : `with ${head}`;
}
