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
 * Takes scans out of calls: those of a program that names itself, and those of a caller who dials one
 * number behind many prefixes and whom nobody here ever answers.
 */
export function partScans(calls: readonly Call[], settings: Settings): PartedCalls {
  const suspects = suspectsOf(calls, settings);
  const scanners = new Set([...suspects.values()].filter(isScanning).flatMap((suspect) => suspect.calls));
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
    suspect.isKnown ||= call.stage === "progress" || !REFUSED.has(call.outcome);
    if (suspect.isKnown) continue;
    suspect.calls.push(call);
    suspect.numbers.add(digitsOf(call.to));
  }
  return suspects;
}

/** "" for callers who are no strangers: our own addresses, gateways that the settings name, calls that go out. */
function callerOf({ source, callerAddress, direction, from, gateway }: Call, settings: Settings): string {
  if (direction === "outbound" || direction === "internal") return "";
  const { ourAddresses, gateways } = settingsOf(settings, source);
  const host = hostOf(callerAddress);
  if (callerAddress === "")
    return direction === "inbound" && from !== "" ? `${source}\n${gateway}\n${from}` : "";
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
