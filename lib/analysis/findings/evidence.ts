import type { Call } from "../../calls/call.ts";
import type { GatewaySign } from "../../calls/gateway-signs.ts";
import type { Destination } from "../../numbering/destination.ts";
import { destinationFinder } from "../../numbering/destination.ts";
import { subscriberPart } from "../../numbering/plain-number.ts";
import { type ZoneClock, zoneClock } from "../../time/zone-clock.ts";
import { type Attempts, attemptsIn } from "../measures/attempts.ts";
import { getOrMake, groupBy } from "../measures/group-by.ts";
import { isBid } from "../measures/metric-definitions.ts";

/**
 * The calls as findings look at them: every attempt by itself, for a gateway that fails is at fault
 * whether or not another one saved the call. Indices are those of attempts.
 */
export interface Evidence {
  readonly attempts: Attempts;
  /** The attempts. */
  readonly calls: readonly Call[];
  /** By index of the call. */
  readonly destinations: readonly Destination[];
  /** By index of the call: which subscriber was dialled, 0, 1, 2 … in whatever form of the number. */
  readonly subscribers: Int32Array;
  readonly clock: ZoneClock;
  /** The report spans several local days: times need a date. */
  readonly severalDays: boolean;
  /** Other gateways whose settings allow the call's number; empty where the settings do not say. */
  readonly allowedOn: (call: Call) => readonly string[];
  /** What gateways said to REGISTER and OPTIONS, in order of time. */
  readonly signs: readonly GatewaySign[];
  /** Gateways that sent calls to a prefix in this report, blocked ones not counted. */
  readonly carriedOn: (prefix: string) => readonly string[];
  /** Calls to or through a provider that no finding has explained yet, in order of start. */
  readonly open: () => readonly number[];
  /** The same without our own blocks, by gateway. */
  readonly openByGateway: () => ReadonlyMap<string, readonly number[]>;
}

/** An {@link Evidence} from which explained calls are taken away, so that one story makes one finding. */
export interface GrowingEvidence extends Evidence {
  explain(proof: readonly number[]): void;
}

export function gatherEvidence(
  all: readonly Call[],
  zone: string,
  { allowedOn = () => [], signs = [] }: Partial<Pick<Evidence, "allowedOn" | "signs">> = {},
): GrowingEvidence {
  const attempts = attemptsIn(all);
  const calls = attempts.all;
  const clock = zoneClock(zone);
  // What our own side answers to inbound and internal calls says nothing about providers and lists, nor does a result that no log tells.
  let open: number[] = [];
  for (const [i, call] of calls.entries()) {
    if (call.direction !== "inbound" && call.direction !== "internal" && isBid(call)) open.push(i);
  }
  const destinations = destinationsOf(calls);
  let byGateway: Map<string, number[]> | null = null;
  let carried: Map<string, Set<string>> | null = null;
  return {
    attempts,
    calls,
    destinations,
    subscribers: internSubscribers(calls),
    clock,
    severalDays: calls.length > 0 && clock.dayOf(calls[0]!.start) !== clock.dayOf(calls.at(-1)!.start),
    allowedOn,
    signs,
    open: () => open,
    openByGateway() {
      byGateway ??= groupBy(
        open.filter((i) => calls[i]!.outcome !== "direction blocked"),
        (i) => calls[i]!.gateway,
      );
      return byGateway;
    },
    carriedOn(prefix) {
      carried ??= gatewaysByPrefix(calls, destinations);
      return [...(carried.get(prefix) ?? [])].sort();
    },
    explain(proof) {
      const gone = new Set(proof);
      open = open.filter((i) => !gone.has(i));
      byGateway = null;
    },
  };
}

/** Where each call leads to: by the number dialled, of an inbound call by that of the caller. */
export function destinationsOf(calls: readonly Call[]): readonly Destination[] {
  const find = destinationFinder();
  return calls.map((call) => find(call.direction === "inbound" ? call.from : call.to));
}

function internSubscribers(calls: readonly Call[]): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from(calls, ({ to }) => {
    const key = subscriberPart(to) || to;
    let id = known.get(key);
    if (id === undefined) {
      id = known.size;
      known.set(key, id);
    }
    return id;
  });
}

function gatewaysByPrefix(
  calls: readonly Call[],
  destinations: readonly Destination[],
): Map<string, Set<string>> {
  const byPrefix = new Map<string, Set<string>>();
  for (const [i, { direction, gateway, outcome }] of calls.entries()) {
    if (direction === "inbound" || gateway === "" || outcome === "direction blocked") continue;
    const { prefix } = destinations[i]!;
    getOrMake(byPrefix, prefix, () => new Set<string>()).add(gateway);
  }
  return byPrefix;
}
