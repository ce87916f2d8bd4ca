import type { CellPlace, Link } from "../../workbook/column.ts";

/** Where each call stands on the Calls sheets, known once they are written. */
export interface CallPlaces {
  /** Told of every call in order. */
  placed(place: CellPlace): void;
  /** A link to a call by its index. */
  linkTo(call: number | undefined): Link["to"];
}

/** Calls are written in order, so only the first row of each sheet has to be remembered. */
export function callPlaces(): CallPlaces {
  const sheets: { sheet: string; firstCall: number; firstRow: number }[] = [];
  let count = 0;
  return {
    placed({ sheet, cell }) {
      if (sheets.at(-1)?.sheet !== sheet) {
        sheets.push({ sheet, firstCall: count, firstRow: Number(cell.slice(1)) });
      }
      count++;
    },
    linkTo: (call) => () => {
      if (call === undefined || call >= count) return undefined;
      const on = sheets.findLast(({ firstCall }) => firstCall <= call);
      return on && { sheet: on.sheet, cell: `A${on.firstRow + call - on.firstCall}` };
    },
  };
}
