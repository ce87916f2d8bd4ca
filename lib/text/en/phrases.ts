import type { Fraction, Where } from "../../analysis/findings/finding-facts.ts";
import { zoneClock } from "../../time/zone-clock.ts";
import type { TimeText } from "../finding-text.ts";

const NUMBER = new Intl.NumberFormat("en");
const PERCENT = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });

export const count = (n: number) => NUMBER.format(n);
export const percent = ({ part, of }: Fraction) => (of === 0 ? "n/a" : PERCENT.format(part / of));

/** A clause as a sentence begins: the knowledge tables write clauses that read on after a code. */
export const capitalised = (clause: string): string => clause.charAt(0).toUpperCase() + clause.slice(1);

/** "12 of 40". */
export const some = ({ part, of }: Fraction) => `${count(part)} of ${count(of)}`;

/** "1 call", "12 calls". */
export const plural = (n: number, one: string, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;

/** "Alderwick, Bluefinch and 2 more". */
export function list(names: Iterable<string | number>, most = 4): string {
  const all = [...names];
  if (all.length > most) return `${all.slice(0, most).join(", ")} and ${count(all.length - most)} more`;
  return all.length < 2 ? `${all[0] ?? ""}` : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}

/** ", on Alderwick and Bluefinch"; nothing for no names. */
export const on = (gateways: readonly string[]) => (gateways.length === 0 ? "" : `, on ${list(gateways)}`);

/** "France (+33)", "+3316". */
export const place = ({ prefix, countryName }: Where) =>
  countryName === "" ? prefix : `${countryName} (${prefix})`;

export const gatewayName = (gateway: string) =>
  gateway === "" ? "the gateway (not named in the logs)" : gateway;

export const gatewayNames = (gateways: readonly string[]) => list(gateways.map(gatewayName));

/** @param calls start of the first and of the last call of the report, epoch µs */
export function englishTimes(zone: string, calls: { first: number; last: number }): TimeText {
  const local = zoneClock(zone);
  const severalDays = local.dayOf(calls.first) !== local.dayOf(calls.last);
  const clock = (at: number) => {
    const time = new Date((at + local.offsetOf(at)) / 1000).toISOString();
    return severalDays ? `${time.slice(0, 10)} ${time.slice(11, 16)}` : time.slice(11, 16);
  };
  return {
    clock,
    span(from, to) {
      const [first, last] = [clock(from), clock(to)];
      if (first === last) return `at ${first}`;
      return `from ${first} to ${local.dayOf(from) === local.dayOf(to) ? last.slice(-5) : last}`;
    },
  };
}
