import type { Finding, FindingAbout } from "../../analysis/findings/finding.ts";
import type { FailureFamilyId, FindingFacts, FindingSubject } from "../../analysis/findings/finding-facts.ts";
import type { FindingText, TimeText, Wording, Wordings } from "../finding-text.ts";
import {
  count,
  englishTimes,
  gatewayName,
  gatewayNames,
  list,
  on,
  percent,
  place,
  plural,
  some,
} from "./phrases.ts";

const POINTS = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const SCAN = "Scan statistic over the gateway's calls in order of time, exact probability × all windows";
const CELL = "Hypergeometric test of the group against the rest, × all groups";

/** How a sequence of calls fails, read after the gateway's name. */
const FAILS: Readonly<Record<FailureFamilyId, string>> = {
  stall: "took calls with 100 and let them stall",
  server: "failed with 5xx",
  silence: "did not answer in time (408 or nothing)",
  number: "knew no number (404, 410, 484, 604)",
  absence: "sent busy or unavailable (480, 486, 600) for nearly every call",
  media: "refused the media (488, 606, 580, 415)",
};

const AFTER_INCIDENT: Readonly<Record<FailureFamilyId, string>> = {
  stall: "Report the incident to the provider with these Call-IDs: calls were accepted and not worked on",
  server: "Report the incident to the provider with these Call-IDs",
  silence: "Check address and firewall of the gateway, then report the incident to the provider",
  number:
    "Check the list that was dialled in that time; if its numbers exist, ask the provider about a missing route",
  absence:
    "Ask the provider whether the route was overloaded: so many subscribers are unlikely to be busy at once",
  media: "Compare the codecs and encryption offered with what the provider accepts",
};

type AroundRefusals = FindingFacts["balance-or-registration"]["registration"];

function isAccepted({ code }: NonNullable<AroundRefusals>): boolean {
  return code < 300;
}

function whyRefused(registration: AroundRefusals): string {
  if (registration === null) return "balance or registration";
  return isAccepted(registration)
    ? "probably the balance, since our registration was accepted meanwhile"
    : `our registration was refused with ${registration.code}`;
}

/** Every sentence of the findings, in English: another language is another such table. */
export const FINDING_WORDINGS: Wordings = {
  "balance-or-registration": {
    title({ gateway, codes, outside, from, to, firstAfter, registration }, when) {
      const what = `${gatewayName(gateway)} refused our calls with ${list(codes)}`;
      const why = whyRefused(registration);
      if (outside === null) return `${what} all the time: ${why}`;
      if (firstAfter !== null) return `${what} ${when.span(from, to)}: ${why}`;
      return `${what} from ${when.clock(from)} on: ${why}`;
    },
    seen: ({ refused, outside, lastBefore, firstAfter, registration }, when) => [
      ...(registration === null
        ? []
        : [
            isAccepted(registration)
              ? `Our REGISTER was accepted at ${when.clock(registration.at)}, while calls were refused: the login is in order`
              : `The REGISTER of ${when.clock(registration.at)} was refused with ${registration.code}`,
          ]),
      `${some(refused)} calls were refused`,
      ...(outside === null ? [] : [`At other times ${percent(outside)} of its calls were refused`]),
      ...(lastBefore === null ? [] : [`The last call before that went through at ${when.clock(lastBefore)}`]),
      ...(firstAfter === null ? [] : [`Calls have gone through again since ${when.clock(firstAfter)}`]),
    ],
    action({ codes, registration }) {
      if (registration !== null && !isAccepted(registration))
        return "Check the gateway's login and registration; if both are in order, ask the provider why it refuses the REGISTER";
      if (codes.includes(402)) return "Top up the gateway's balance";
      if (registration !== null)
        return "Check the gateway's balance; if it is in order, ask the provider with these Call-IDs why it refuses the calls";
      return codes.includes(401) || codes.includes(407)
        ? "Check the gateway's login and registration, then its balance"
        : "Check the gateway's balance and registration; if both are in order, ask the provider with these Call-IDs";
    },
    test: SCAN,
  },
  "direction-closed": {
    title: ({ gateway, where }) =>
      `${gatewayName(gateway)} refuses ${place(where)} with 403: the direction is probably closed`,
    seen: ({ where, refused, elsewhere }) => [
      `${some(refused)} calls to ${place(where)} got 403`,
      `${percent(elsewhere)} of the ${count(elsewhere.of)} calls in other directions did`,
    ],
    action: ({ where }) => `Ask the provider to open ${place(where)}, or route it through another gateway`,
    test: CELL,
  },
  "caller-blocked": {
    title: ({ caller, codes, onlyOn, onlyTo }) => {
      const where =
        onlyOn !== null ? ` by ${gatewayName(onlyOn)} alone` : onlyTo ? ` in ${place(onlyTo)} alone` : "";
      return `Calls that show ${caller} are refused with ${list(codes)}${where}: the caller is probably blocked`;
    },
    seen: ({ refused, elsewhere, gateways, onlyOn, onlyTo }) => [
      `${some(refused)} calls from this number were refused${on(gateways)}`,
      `${percent(elsewhere)} of ${count(elsewhere.of)} calls from other numbers were`,
      ...(onlyOn === null ? [] : ["Other gateways take the caller"]),
      ...(onlyTo === null ? [] : ["Calls of this number to other countries go through"]),
    ],
    action: () =>
      "Ask the provider why this caller is refused, and call from another number until it is cleared",
    test: CELL,
  },
  "caller-labelled": {
    title: ({ caller, turnedAway, elsewhere }) =>
      `Calls that show ${caller} are turned away by ${percent(turnedAway)} of the numbers, those of other callers by ${percent(elsewhere)}: phones may show the caller as spam`,
    seen: ({ turnedAway, elsewhere, short, gateways }) => [
      `${some(turnedAway)} numbers answered busy or unavailable, refused, or hung up within 10 s${on(gateways)}`,
      ...(short === 0 ? [] : [`${count(short)} of them picked up and were gone within 10 s`]),
      `${percent(elsewhere)} of ${count(elsewhere.of)} numbers that other callers dialled in the same hours did`,
    ],
    action: () =>
      "Dial some of these numbers from another number of ours. If clearly more of them pick up, the caller is probably labelled: have it checked and registered with the analytics services, and dial less from it. If they do not, look at the list",
    test: CELL,
  },
  "number-format": {
    title: ({ bad, good, gateways }) =>
      `${gatewayNames(gateways)}: numbers fail when dialled ${form(bad)}, and the same numbers are reached ${form(good)}`,
    seen: ({ bad, good, forms, unknown }) => [
      `${plural(forms.length, "number")} failed with 404 or 484 ${form(bad)} and ${forms.length === 1 ? "was" : "were"} reached ${form(good)}`,
      `${some(unknown)} calls ${form(bad)} failed this way (${percent(unknown)})`,
    ],
    action: ({ bad, good }) => `Dial these numbers ${form(good)} instead of ${form(bad)}`,
    details: ({ forms }) => ({
      columns: ["Dialled", "Calls", "Reached as", "Calls"],
      rows: forms.map(({ dialled, calls, reachedAs, callsReached }) => [
        dialled,
        calls,
        reachedAs,
        callsReached,
      ]),
    }),
    test: "Numbers that fail in one form and are reached in another, against the number expected by chance (Poisson), × all pairs of forms",
  },
  "unknown-on-gateway": {
    title: ({ gateway, knownTo }) =>
      `${gatewayName(gateway)} does not know numbers (404) that ${list(knownTo)} reaches: number format or a missing route`,
    seen: ({ numbers, unknown }) => [
      `${some(numbers)} numbers that were also dialled elsewhere are unknown here alone`,
      `${count(unknown.part)} calls of the gateway got 404 or 484 (${percent(unknown)})`,
    ],
    action: () =>
      "Ask the provider in which form it expects these numbers and whether it has a route to them; until then use the other gateway",
    test: "Numbers unknown on one gateway and reached on another, against the number expected by chance (Poisson), × all gateways",
  },
  "unknown-form": {
    title: ({ gateway, form: bad, knownForms }) =>
      `${gatewayName(gateway)} does not know numbers dialled ${form(bad)}, but does know those of the same areas dialled ${list(knownForms.map(form))}`,
    seen: ({ form: bad, knownForms, unknown, elsewhere }) => [
      `${some(unknown)} numbers dialled ${form(bad)} got 404 or 484`,
      `${some(elsewhere)} numbers of the same areas dialled ${list(knownForms.map(form))} did`,
    ],
    action: ({ form: bad, knownForms }) =>
      `Dial numbers ${list(knownForms.map(form))} on this gateway instead of ${form(bad)}`,
    test: "Hypergeometric test of the numbers in one form against those of the same areas in other forms, × all forms and gateways",
  },
  "dead-numbers": {
    title({ fate, numbers, calls }) {
      const [n, one] = [numbers.length, numbers.length === 1];
      const fails =
        fate === "unknown"
          ? `${one ? "is" : "are"} unknown at every attempt and probably ${one ? "does" : "do"} not exist`
          : `${one ? "is" : "are"} refused with 403 on every gateway`;
      return `${plural(n, "number")} on the list ${fails}: ${plural(calls, "call")} for nothing`;
    },
    seen: ({ numbers, calls, codes, gateways, expected }) => [
      `${numbers.length === 1 ? "1 number was" : `${count(numbers.length)} numbers were`} dialled ${plural(calls, "time")} and got ${list(codes)} every time${on(gateways)}`,
      `By chance ${expected < 0.01 ? "no such number" : `about ${expected.toFixed(2)} such numbers`} would be expected`,
    ],
    action: () => "Take these numbers off the list; they are on the sheet Numbers",
    details: ({ numbers }) => ({
      columns: ["Number", "Calls", "Last response", "Gateways"],
      rows: numbers.map(({ number, calls, lastResponse, gateways }) => [
        number,
        calls,
        lastResponse,
        list(gateways),
      ]),
    }),
    test: "Numbers that fail at every attempt, against the number expected by chance (Poisson)",
  },
  "channel-limit": {
    title: ({ gateway, limit, measure, code, from, to }, when) =>
      `${gatewayName(gateway)} takes about ${limit} calls ${measure}: beyond that ${code}, ${when.span(from, to)}`,
    seen: ({ limit, measure, failed, below }) => [
      measure === "at once"
        ? `${some(failed)} calls that started while ${limit} or more calls were in progress failed (${percent(failed)})`
        : `${some(failed)} calls that started within a second of ${limit} or more others failed (${percent(failed)})`,
      `Below that, ${percent(below)} of ${count(below.of)} calls did`,
    ],
    action: ({ limit, measure }) =>
      measure === "at once"
        ? `Order more than ${limit} channels, spread the calls over gateways, or dial more slowly`
        : `Dial at most ${limit} calls per second on this gateway, or ask the provider for a higher rate; more channels do not help`,
    test: "Hypergeometric test of calls above against calls below the limit, × all limits, codes, measures and gateways",
  },
  incident: {
    title: ({ family, gateways, from, to, failed }, when) =>
      `${gatewayNames(gateways)} ${FAILS[family]} ${when.span(from, to)}: ${plural(failed.part, "call")}`,
    seen: ({ failed, codes, outside, prefixes, everywhere, unanswered }, when) => [
      `${some(failed)} calls in that time: ${list(codes.map(([code, n]) => `${n} × ${code}`))}`,
      ...(outside === null ? [] : [`${percent(outside)} of the calls at other times`]),
      `Directions: ${list(prefixes.map(([prefix]) => prefix))}`,
      ...(everywhere ? ["All gateways failed in the same minutes"] : []),
      ...(unanswered === null
        ? []
        : [
            `Nothing came back to ${unanswered.method} either, from ${when.clock(unanswered.from)} ${unanswered.until === null ? "on" : `until ${when.clock(unanswered.until)}`}: the server, or the way to it, was down`,
          ]),
    ],
    action({ family, everywhere, codes }) {
      if (everywhere) return "Look at our own connection and servers first: providers do not fail together";
      return family === "silence" && codes.every(([code]) => code === "408")
        ? "Report the incident to the provider: it answered with 408, so a server behind it did not react in time"
        : AFTER_INCIDENT[family];
    },
    details: ({ prefixes }) => ({ columns: ["Prefix", "Attempts that failed"], rows: prefixes }),
    test: SCAN,
  },
  "blocked-directions": {
    title: ({ where, gateways, blocked }) =>
      `${plural(blocked.part, "call")} to ${list(where.map(place))} never left: our settings do not allow the direction on ${gatewayNames(gateways)}`,
    seen: ({ agents, blocked, prefixes, allowedOn }) => [
      `${count(blocked.part)} calls (${percent(blocked)} of all) were blocked with 9XX, to ${list(prefixes)}`,
      ...(agents.length === 0 ? [] : [`Most of them for ${list(agents)}`]),
      ...(allowedOn.length === 0 ? [] : [`The same direction is open on ${list(allowedOn)}`]),
    ],
    action: ({ allowedOn }) =>
      allowedOn.length === 0
        ? "Allow the direction on the gateway if these calls are wanted; else take the numbers out"
        : `Route the direction through ${list(allowedOn)} or allow it on the gateway if these calls are wanted; else take the numbers out`,
    details: ({ rows }) => ({
      columns: ["Agent", "Prefix", "Gateway", "Calls", "Allowed on"],
      rows: rows.map(({ agent, prefix, gateway, calls, allowedOn }) => [
        agent,
        prefix,
        gateway,
        calls,
        list(allowedOn),
      ]),
    }),
    test: CELL,
  },
  "provider-difference": {
    title: ({ gateway, others, difference }) =>
      `${gatewayName(gateway)} answers ${share(difference)} ${difference < 0 ? "fewer" : "more"} of its calls than ${list(others)} in the same directions`,
    seen: ({ gateway, answered, answeredElsewhere, difference }) => [
      `${gateway}: ${percent(answered)} of ${count(answered.of)} calls answered; the others: ${percent(answeredElsewhere)} of ${count(answeredElsewhere.of)}, same directions and hours`,
      `Weighted by direction and hour the difference is ${share(difference)}`,
    ],
    action: ({ difference }) =>
      difference < 0
        ? "Show the provider the comparison on the sheet Gateways, and move traffic until it improves"
        : "Move traffic to this gateway, and show the other providers the comparison on the sheet Gateways",
    test: "Cochran–Mantel–Haenszel test over directions and hours, × all gateways",
  },
  "talk-timer": {
    title: ({ gateway, timer, ended }) =>
      `${plural(ended.part, "answered call")} through ${gatewayName(gateway)} ended after ${timer.seconds} s, as if ${timer.asIf}`,
    seen: ({ timer, ended, around }) => [
      `${some(ended)} answered calls (${percent(ended)}) ended within a second of ${timer.seconds} s`,
      `${count(around)} ended in the ten seconds before or after`,
    ],
    action: ({ timer }) => timer.action,
    test: "Binomial test of the calls that end at the timer against those shortly before and after, and where a recording may be as long Fisher's exact test against the other gateways, × all timers and gateways",
  },
  "short-calls": {
    title: ({ by, name, short }) =>
      `${percent(short)} of the answered calls ${by === "gateway" ? "through" : "of"} ${name} end within 10 seconds`,
    seen: ({ by, short, elsewhere }) => [
      `${some(short)} answered calls lasted less than 10 s`,
      `${percent(elsewhere)} of the other ${count(elsewhere.of)}${by === "gateway" ? " of the same agents or callers" : " that show the same number"} did`,
    ],
    action: ({ by }) =>
      by === "gateway"
        ? "Listen to some of these calls: silence, one-way audio or a wrong destination make people hang up"
        : "Listen to some of these calls with the agent",
    test: CELL,
  },
};

/**
 * What the report says about each of its findings.
 *
 * @param calls of the report, in order of start
 * @param zone IANA zone in which times are told
 */
export function findingTexts(
  findings: readonly Finding[],
  calls: readonly { readonly start: number }[],
  zone: string,
): ReadonlyMap<Finding, FindingText> {
  const [first, last] = [calls[0]?.start ?? 0, calls.at(-1)?.start ?? 0];
  const when = englishTimes(zone, { first, last });
  return new Map(findings.map((finding) => [finding, textOf(finding as FindingAbout<FindingSubject>, when)]));
}

function textOf<S extends FindingSubject>({ subject, facts }: FindingAbout<S>, when: TimeText): FindingText {
  const wording: Wording<S> = FINDING_WORDINGS[subject];
  return {
    title: wording.title(facts, when).replace(/^the /, "The "),
    seen: wording.seen(facts, when),
    action: wording.action(facts),
    test: wording.test,
    details: wording.details?.(facts) ?? { columns: [], rows: [] },
  };
}

function form(head: string): string {
  return head === "" ? "without prefix" : `with ${head}`;
}

function share(difference: number): string {
  return `${POINTS.format(Math.abs(difference) * 100)} percentage points`;
}
