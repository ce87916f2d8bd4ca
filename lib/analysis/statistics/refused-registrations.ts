import type { Registration } from "../../calls/registrations.ts";
import type { RefusedRegistration } from "../content/report-content.ts";
import { groupBy } from "../measures/group-by.ts";

type Open = { -readonly [Part in keyof RefusedRegistration]: RefusedRegistration[Part] };

/**
 * The times in which a gateway refused registrations with one code, in order.
 *
 * @param registrations in order of time
 */
export function refusedRegistrations(registrations: readonly Registration[]): RefusedRegistration[] {
  return [...groupBy(registrations, ({ source, gateway }) => `${source}\n${gateway}`).values()]
    .flatMap(refusedBy)
    .sort((a, b) => a.from - b.from);
}

function refusedBy(registrations: readonly Registration[]): RefusedRegistration[] {
  const periods: Open[] = [];
  for (const { gateway, code, at } of registrations) {
    const last = periods.at(-1);
    if (code < 300) {
      if (last && last.acceptedAt === null) last.acceptedAt = at;
    } else if (last?.code === code && last.acceptedAt === null) last.to = at;
    else periods.push({ gateway, code, from: at, to: at, acceptedAt: null });
  }
  return periods;
}
