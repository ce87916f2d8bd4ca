import { digitsOf } from "../numbering/plain-number.ts";
import { type Settings, settingsOf } from "../settings/settings.ts";
import type { Outcome } from "../sip/outcomes.ts";
import type { Call } from "./call.ts";
import { hostOf } from "./our-side.ts";

/** Calls of one source that a scanner may have made, from one address, or from one number where no log shows addresses. */
interface Suspect {
  readonly calls: Call[];
  readonly numbers: Set<string>;
  /** Somebody answered, or a phone rang: whoever calls is known here. */
  isKnown: boolean;
}

const LEAST_NUMBERS = 10;
/** The same number behind so many different prefixes: nobody but a program looks for the one that leads out. */
const LEAST_PREFIXES = 5;
const TAIL_DIGITS = 7;
const AREA_DIGITS = 5;
/** Numbers of which none is ours: a caller from outside who dials so many has a list, or counts up. */
const LEAST_UNKNOWN = 20;

/** How calls end that nobody here was waiting for. */
const REFUSED: ReadonlySet<Outcome> = new Set([
  "invalid number",
  "forbidden",
  "authentication",
  "protocol error",
  "callee unavailable",
  "rejected by callee",
  "no response",
  "timeout",
  "provider failure",
  "congestion",
  "direction blocked",
  "scan",
  "incomplete",
  "result not told",
]);

export interface PartedCalls {
  readonly calls: readonly Call[];
  /** Attempts of programs that search for open servers: nobody's calls, in no figure. */
  readonly scans: readonly Call[];
}

/**
 * Takes scans out of calls: those of a program that names itself, and those of a caller whom nobody here ever answers
 * and who dials one number behind many prefixes, or many numbers from outside that nobody here has.
 */
export function partScans(calls: readonly Call[], settings: Settings): PartedCalls {
  const suspects = suspectsOf(calls, settings);
  const ours = new Set(calls.filter(isKnownHere).map(({ to }) => digitsOf(to)));
  const carriers = new Set(
    calls.filter(({ direction }) => direction === "outbound").map(({ gateway }) => gateway),
  );
  const isScanner = (suspect: Suspect) =>
    isScanning(suspect) || (isFromOutside(suspect, carriers) && dialsStrangers(suspect, ours));
  const scanners = new Set([...suspects.values()].filter(isScanner).flatMap((suspect) => suspect.calls));
  const isScan = (call: Call) => call.outcome === "scan" || scanners.has(call);
  if (scanners.size === 0 && !calls.some(isScan)) return { calls, scans: [] };
  return { calls: calls.filter((call) => !isScan(call)), scans: calls.filter(isScan) };
}

function suspectsOf(calls: readonly Call[], settings: Settings): Map<string, Suspect> {
  const suspects = new Map<string, Suspect>();
  for (const call of calls) {
    const key = callerOf(call, settings);
    if (key === "") continue;
    let suspect = suspects.get(key);
    if (suspect === undefined) {
      suspect = { calls: [], numbers: new Set(), isKnown: false };
      suspects.set(key, suspect);
    }
    suspect.isKnown ||= isKnownHere(call);
    if (suspect.isKnown) continue;
    suspect.calls.push(call);
    suspect.numbers.add(digitsOf(call.to));
  }
  return suspects;
}

/** Somebody answered, or a phone rang. */
function isKnownHere({ stage, outcome }: Call): boolean {
  return stage === "progress" || !REFUSED.has(outcome);
}

/**
 * A gateway over which our own calls go out is no stranger: its numbers may be ours, and not set up. Where a log tells
 * the direction of others, a call without one and without a gateway is no call of ours.
 */
function isFromOutside({ calls }: Suspect, carriers: ReadonlySet<string>): boolean {
  return calls.every(
    ({ direction, gateway }) =>
      (direction === "inbound" && !carriers.has(gateway)) ||
      (direction === "" && gateway === "" && carriers.size > 0),
  );
}

function dialsStrangers({ numbers, isKnown }: Suspect, ours: ReadonlySet<string>): boolean {
  if (isKnown || numbers.size < LEAST_UNKNOWN || isOneArea(numbers)) return false;
  return ![...numbers].some((number) => ours.has(number));
}

/** Telephone numbers of one area may be ours, though nobody has set them up here. */
function isOneArea(numbers: ReadonlySet<string>): boolean {
  const heads = new Set([...numbers].map((number) => number.slice(0, AREA_DIGITS)));
  return heads.size === 1 && [...numbers].every((number) => number.length > TAIL_DIGITS);
}

/** "" for callers who are no strangers: our own addresses, gateways that the settings name, calls that go out. */
function callerOf({ source, callerAddress, direction, from, gateway }: Call, settings: Settings): string {
  if (direction === "outbound" || direction === "internal") return "";
  const { ourAddresses, gateways } = settingsOf(settings, source);
  const host = hostOf(callerAddress);
  if (callerAddress === "") return from === "" ? "" : `${source}\n${gateway}\n${from}`;
  if (ourAddresses.includes(host) || ourAddresses.includes(callerAddress)) return "";
  if (Object.hasOwn(gateways, host) || Object.hasOwn(gateways, callerAddress)) return "";
  return `${source}\n${host}`;
}

function isScanning({ numbers, isKnown }: Suspect): boolean {
  if (isKnown || numbers.size < LEAST_NUMBERS) return false;
  const prefixes = new Map<string, number>();
  for (const number of numbers) {
    if (number.length < TAIL_DIGITS) continue;
    const tail = number.slice(-TAIL_DIGITS);
    prefixes.set(tail, (prefixes.get(tail) ?? 0) + 1);
  }
  return [...prefixes.values()].some((count) => count >= LEAST_PREFIXES);
}
