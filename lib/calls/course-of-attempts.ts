import { type CallEvent, UNTIMED } from "../sip/call-event.ts";
import { inAttempt, lastAttemptOf } from "./attempt-number.ts";
import { decisiveAttempt, isAnswer } from "./gateway-attempts.ts";
import type { Leg } from "./observation.ts";

/** What the attempts of a call show together. */
export interface Course {
  /** Of all attempts, numbered so that those that do not decide are the older ones. */
  readonly events: readonly CallEvent[];
  /** The attempt that gave the call its result. */
  readonly decisive: Leg;
  /** See {@link Leg.silentUntil}. */
  readonly silentUntil: number;
}

/** Until then nothing is sent again (T1, RFC 3261 §17.1.1.1): whoever asks another server so soon asks both at once. */
const AT_ONCE_US = 500_000;
/** An INVITE over UDP goes out for the last time 31.5 s after the first (RFC 3261 §17.1.1.2). */
const GIVEN_UP_US = 31e6;
const NEVER = Number.MAX_SAFE_INTEGER;

/**
 * Which responses count where the same caller asked several servers. One after the other, those of the last one.
 * Several at once are a fork, and a proxy passes on the best response once none better can come (RFC 3261 §16.7).
 *
 * @param hops one for each server
 */
export function courseOf(hops: readonly Leg[]): Course {
  const [first] = hops as [Leg];
  if (hops.length === 1) return { events: first.events, decisive: first, silentUntil: first.silentUntil };
  const events: CallEvent[] = [];
  let deciding = hops;
  let attempt = 0;
  for (const branches of stagesOf(hops)) {
    deciding = decidingOf(branches);
    for (const part of [branches.filter((branch) => !deciding.includes(branch)), deciding]) {
      if (part.length === 0) continue;
      for (const leg of part) for (const event of leg.events) events.push(inAttempt(event, attempt));
      attempt += 1 + Math.max(...part.map((leg) => lastAttemptOf(leg.events)));
    }
  }
  const silences = deciding.map(({ silentUntil }) => silentUntil);
  return {
    events,
    decisive: decisiveAttempt(deciding),
    silentUntil: silences.includes(UNTIMED) ? UNTIMED : Math.max(...silences),
  };
}

/** The legs in order of start: those that ran at once stand together. */
function stagesOf(hops: readonly Leg[]): readonly (readonly Leg[])[] {
  const stages: Leg[][] = [];
  for (const leg of [...hops].sort((a, b) => startOf(a) - startOf(b))) {
    const running = stages.at(-1);
    if (running && !running.every((branch) => isOverBefore(branch, leg))) running.push(leg);
    else stages.push([leg]);
  }
  return stages;
}

/**
 * Whether the caller had no more hope for a leg when it asked the next server. Where the log lacks that INVITE, only
 * a redirection tells.
 */
function isOverBefore({ events }: Leg, following: Leg): boolean {
  const next = startOf(following);
  if (!following.whole && !following.events.some(({ kind }) => kind === "invite"))
    return events.some(
      ({ kind, code, at }) => kind === "response" && code >= 300 && code < 400 && at <= next,
    );
  const before = events.filter(({ at }) => at !== UNTIMED && at <= next);
  if (before.some(isAnswer)) return false;
  const asked = before.findLast(({ kind }) => kind === "invite");
  const since = before.filter(({ at }) => at >= (asked?.at ?? UNTIMED));
  if (since.some((event) => isFailure(event) || event.kind === "cancel")) return true;
  return (
    asked !== undefined && !since.some(({ kind }) => kind === "response") && next - asked.at > AT_ONCE_US
  );
}

/** Of the branches of a fork, those whose responses count. */
function decidingOf(branches: readonly Leg[]): readonly Leg[] {
  if (branches.length === 1) return branches;
  const answered = branches.filter(({ events }) => events.some(isAnswer));
  if (answered.length > 0) return answered;
  const everywhere = branches.filter((branch) => failureOf(branch) >= 600);
  if (everywhere.length > 0) return everywhere;
  const open = branches.filter(isOpen);
  if (open.length > 0) return open;
  const failed = branches.filter((branch) => failureOf(branch) > 0);
  const best = Math.min(...failed.map(classOf));
  return failed.length > 0 ? failed.filter((branch) => classOf(branch) === best) : branches;
}

/** It has not failed: it was given up, or may go on. */
function isOpen(leg: Leg): boolean {
  const asked = leg.events.findLast(({ kind }) => kind === "invite");
  const isUnheard = asked !== undefined && leg.silentUntil - asked.at >= GIVEN_UP_US;
  return failureOf(leg) === 0 && !isUnheard;
}

/** Code of its last failure; 0 = none, or one that only confirms a CANCEL. */
function failureOf({ events }: Leg): number {
  if (events.some(({ kind }) => kind === "cancel")) return 0;
  const code = events.findLast(isFailure)?.code ?? 0;
  return code === 487 ? 0 : code;
}

function classOf(leg: Leg): number {
  return Math.floor(failureOf(leg) / 100);
}

function isFailure({ kind, code }: CallEvent): boolean {
  return kind === "response" && code >= 300 && code < 700;
}

function startOf({ events }: Leg): number {
  return events.find(({ at }) => at !== UNTIMED)?.at ?? NEVER;
}
