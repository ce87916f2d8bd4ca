import type { Destination } from "../../numbering/destination.ts";
import { OUTCOMES, type Outcome } from "../../sip/outcomes.ts";
import type { DestinationRow, Tally } from "../content/report-content.ts";
import { getOrMake } from "../measures/group-by.ts";
import type { Accumulator } from "./call-view.ts";
import { collectTally, type TallyCollector } from "./tally.ts";

interface Group {
  readonly destination: Destination;
  readonly tally: TallyCollector;
}

/** Calls by area ("+4420"), or by country ("+44"), busiest first. */
export function destinationsTable(by: "prefix" | "zone"): Accumulator<DestinationRow[]> {
  const groups = new Map<string, Group>();
  // A destination is one object: it finds its group without another string.
  const known = new Map<Destination, Group>();
  return {
    add(view) {
      const { destination } = view;
      const group = getOrMake(known, destination, () =>
        getOrMake(groups, `${destination[by]} ${destination.country}`, () => ({
          destination,
          tally: collectTally(),
        })),
      );
      group.tally.add(view);
    },
    rows() {
      return [...groups.values()]
        .map(({ destination, tally }) => {
          const counts = tally.tally();
          return {
            ...counts,
            prefix: destination[by],
            country: destination.country,
            countryName: destination.countryName,
            worstOutcome: commonestFailure(counts),
          };
        })
        .sort((a, b) => b.calls - a.calls || (a.prefix < b.prefix ? -1 : 1));
    },
  };
}

function commonestFailure({ outcomes }: Tally): Outcome | null {
  let worst: Outcome | null = null;
  for (const outcome of OUTCOMES) {
    if (outcome === "answered") continue;
    if ((outcomes[outcome] ?? 0) > (worst === null ? 0 : outcomes[worst]!)) worst = outcome;
  }
  return worst;
}
