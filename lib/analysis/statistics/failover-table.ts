import { describeResponse } from "../../sip/catalogue/catalogue.ts";
import type { FailoverRow } from "../content/report-content.ts";
import type { Attempts } from "../measures/attempts.ts";
import { getOrMake } from "../measures/group-by.ts";
import type { Accumulator } from "./call-view.ts";
import { responseOutcomeKey } from "./responses-table.ts";

type Group = { -readonly [Name in keyof FailoverRow]: FailoverRow[Name] };

/** Attempts that failed in calls that were tried more than once, by gateway and response, commonest first. */
export function failoverTable({ fateOf }: Attempts): Accumulator<FailoverRow[]> {
  const groups = new Map<string, Group>();
  return {
    add({ call: { gateway, lastResponse: code, outcome, reason }, index }) {
      const fate = fateOf(index);
      if (fate === "final") return;
      const group = getOrMake(groups, `${gateway}\n${responseOutcomeKey(code, outcome)}`, (): Group => {
        const { label, reasonPhrase: phrase } = describeResponse(code, { reason, outcome });
        return { gateway, code, label, phrase, outcome, attempts: 0, saved: 0, lost: 0 };
      });
      group.attempts++;
      group[fate]++;
    },
    rows: () =>
      [...groups.values()].sort(
        (a, b) => b.attempts - a.attempts || a.code - b.code || (a.gateway < b.gateway ? -1 : 1),
      ),
  };
}
