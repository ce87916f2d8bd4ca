import type { ReportHeading } from "../../analysis/content/report-content.ts";
import { UNTIMED } from "../../sip/call-event.ts";
import { periodTitle } from "../../text/en/period-title.ts";
import { localDayOf } from "../../time/period.ts";

/** What a ticket is about: a provider is told days, never the names of our files. "" where no log says when. */
export function ticketPeriod({ kind, period }: ReportHeading): string {
  if (kind !== "set" && kind !== "file") return periodTitle(kind, period.label);
  if (period.from === UNTIMED) return "";
  const first = localDayOf(period.from, period.zone);
  const last = localDayOf(period.to - 1, period.zone);
  return first === last ? first : `${first} to ${last}`;
}
