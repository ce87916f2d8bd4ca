import type { Call } from "../../calls/call.ts";
import { HOUR_US } from "../../time/durations.ts";
import { costOf } from "./cost.ts";
import type { Evidence } from "./evidence.ts";
import { type FailureWindow, failureWindows, lostIn } from "./failure-windows.ts";
import type { Finding } from "./finding.ts";
import { plainResponse } from "./plain-response.ts";
import { numbersOf, widened, withoutRepeats } from "./redials.ts";
import { FALSE_POSITIVE_RATE, THRESHOLDS } from "./thresholds.ts";

/** Responses by which a provider refuses its customer: login (401, 407), payment (402), both and more (403). */
const REFUSALS: ReadonlySet<number> = new Set([401, 402, 403, 407]);

const { leastCalls, leastRate, leastNumbers } = THRESHOLDS["balance-or-registration"];

/**
 * A gateway that refuses its calls from a moment on, whatever they dial, after calls went through:
 * nothing about the numbers has changed, so the account has.
 */
export function findBalanceOrRegistration(evidence: Evidence): Finding[] {
  const gateways = [...evidence.openByGateway()];
  const isFailure = (i: number) => isRefused(evidence.calls[i]!);
  return gateways.flatMap(([gateway, sequence]) =>
    failureWindows(evidence.calls, withoutRepeats(evidence, sequence, isFailure), {
      isFailure,
      leastCalls,
      leastRate,
      alpha: FALSE_POSITIVE_RATE / gateways.length,
    })
      .filter(({ proof }) => numbersOf(evidence, proof) >= leastNumbers)
      .map((window) => widened(evidence, sequence, window, isFailure))
      .filter((window) => isGatewayWide(evidence, sequence, window))
      .map((window) => describe(evidence, gateway, sequence, window, gateways.length)),
  );
}

/** Some refuse for the balance with another code, and say so in words. */
function isRefused(call: Call): boolean {
  return REFUSALS.has(plainResponse(call)) || (call.rule === "balance" && call.override === undefined);
}

/** Several destinations are refused, or one that went through at another time of the same day. */
function isGatewayWide(
  { calls, destinations }: Evidence,
  sequence: readonly number[],
  { proof, throughout }: FailureWindow,
): boolean {
  if (throughout || new Set(proof.map((i) => destinations[i]!.zone)).size > 1) return true;
  const refused = new Set(proof.map((i) => destinations[i]!.prefix));
  return sequence.some((i) => !isRefused(calls[i]!) && refused.has(destinations[i]!.prefix));
}

/** A registration lives for minutes or an hour: a refusal shortly before the first refused call is the reason for it. */
const BEFORE_US = HOUR_US;

/**
 * The first refusal of our login from an hour before the window on, if it was not accepted again before the
 * window; else the first time that it was accepted in the window.
 */
function registrationAround(
  { signs }: Evidence,
  gateway: string,
  { from, to }: FailureWindow,
): { readonly at: number; readonly code: number } | null {
  let refused: { at: number; code: number } | null = null;
  let accepted: { at: number; code: number } | null = null;
  for (const { gateway: registrar, method, at, code } of signs) {
    if (method !== "REGISTER" || code === 0 || registrar !== gateway || at < from - BEFORE_US || at > to)
      continue;
    if (code >= 300) refused ??= { at, code };
    else if (at < from) refused = null;
    else accepted ??= { at, code };
  }
  return refused ?? accepted;
}

function describe(
  evidence: Evidence,
  gateway: string,
  sequence: readonly number[],
  window: FailureWindow,
  places: number,
): Finding {
  const { calls } = evidence;
  const codes = [...new Set(window.proof.map((i) => calls[i]!.lastResponse))].sort();
  const before = sequence.findLast((i) => calls[i]!.start < window.from && !isRefused(calls[i]!));
  const after = sequence.find((i) => calls[i]!.start > window.to && !isRefused(calls[i]!));
  return {
    id: `balance-or-registration:${gateway}:${new Date(window.from / 1000).toISOString()}`,
    kind: "balance-or-registration",
    subject: "balance-or-registration",
    facts: {
      gateway,
      codes,
      refused: { part: window.proof.length, of: window.calls },
      outside: window.throughout ? null : { part: window.outsideFailed, of: window.outsideCalls },
      from: window.from,
      to: window.to,
      registration: registrationAround(evidence, gateway, window),
      lastBefore: before === undefined ? null : calls[before]!.start,
      firstAfter: after === undefined ? null : calls[after]!.start,
    },
    pValue: Math.min(1, window.pValue * places),
    responsible: "us: settings",
    gateway,
    from: window.from,
    to: window.to,
    ...costOf(evidence, window.proof, lostIn(window)),
    proof: window.proof,
  };
}
