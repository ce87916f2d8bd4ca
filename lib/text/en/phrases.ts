import type { Evidence } from "../../analysis/findings/evidence.ts";

const NUMBER = new Intl.NumberFormat("en");
const PERCENT = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });

export const count = (n: number) => NUMBER.format(n);
export const percent = (part: number, whole: number) => (whole === 0 ? "n/a" : PERCENT.format(part / whole));

/** "1 call", "12 calls". */
export const some = (n: number, one: string, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;

/** "Alderwick, Bluefinch and 2 more". */
export function list(names: Iterable<string>, most = 4): string {
  const all = [...names];
  if (all.length > most) return `${all.slice(0, most).join(", ")} and ${count(all.length - most)} more`;
  return all.length < 2 ? (all[0] ?? "") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}

/** "14:05", with the date where the report spans several days. */
export function clockTime({ clock, severalDays }: Evidence, at: number): string {
  const local = new Date((at + clock.offsetOf(at)) / 1000).toISOString();
  return severalDays ? `${local.slice(0, 10)} ${local.slice(11, 16)}` : local.slice(11, 16);
}

/** "from 14:05 to 15:40", "at 14:05"; in a report of several days "from 2026-11-20 14:05 to 15:40". */
export function timeSpan(evidence: Evidence, from: number, to: number): string {
  const [first, last] = [clockTime(evidence, from), clockTime(evidence, to)];
  if (first === last) return `at ${first}`;
  const sameDay = evidence.clock.dayOf(from) === evidence.clock.dayOf(to);
  return `from ${first} to ${sameDay ? last.slice(-5) : last}`;
}

export const gatewayName = (gateway: string) =>
  gateway === "" ? "the gateway (not named in the logs)" : gateway;
