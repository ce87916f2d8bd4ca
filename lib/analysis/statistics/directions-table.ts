import type { Direction } from "../../numbering/destination.ts";
import { OUTCOMES, type Outcome } from "../../sip/outcomes.ts";
import { getOrMake } from "../group-by.ts";
import type { DirectionRow, Tally } from "../report-content.ts";
import type { Table } from "./call-view.ts";
import { collectTally, type TallyCollector } from "./tally.ts";

interface Group {
  readonly direction: Direction;
  readonly tally: TallyCollector;
}

/** Calls by area ("+4420"), or by country ("+44"), busiest first. */
export function directionsTable(by: "prefix" | "zone"): Table<DirectionRow[]> {
  const groups = new Map<string, Group>();
  // A direction is one object: it finds its group without another string.
  const known = new Map<Direction, Group>();
  return {
    add(view) {
      const { direction } = view;
      const group = getOrMake(known, direction, () =>
        getOrMake(groups, `${direction[by]} ${direction.country}`, () => ({
          direction,
          tally: collectTally(),
        })),
      );
      group.tally.add(view);
    },
    rows() {
      return [...groups.values()]
        .map(({ direction, tally }) => {
          const counts = tally.tally();
          return {
            ...counts,
            prefix: direction[by],
            country: direction.country,
            countryName: direction.countryName,
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
