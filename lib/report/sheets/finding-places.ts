import type { CellPlace, Link } from "../../workbook/column.ts";

/** Where each finding stands on the Findings sheet, known once that is written. */
export interface FindingPlaces {
  /** Numbers count from 1. */
  set(number: number, place: CellPlace): void;
  linkTo(number: number): Link["to"];
}

export function findingPlaces(): FindingPlaces {
  const places = new Map<number, CellPlace>();
  return {
    set: (number, place) => places.set(number, place),
    linkTo: (number) => () => places.get(number),
  };
}
