import type { ReportContent } from "../../analysis/report-content.ts";
import type { ReportText } from "../../text/en/workbook.ts";
import { type CallPlaces, callPlaces } from "./call-places.ts";
import { type FindingPlaces, findingPlaces } from "./finding-places.ts";
import { type LocalTime, localTime } from "./local-time.ts";

/** What every sheet is made from. */
export interface SheetContext {
  readonly content: ReportContent;
  readonly text: ReportText;
  readonly time: LocalTime;
  readonly places: CallPlaces;
  readonly findingPlaces: FindingPlaces;
}

export function sheetContext(content: ReportContent, text: ReportText): SheetContext {
  return {
    content,
    text,
    time: localTime(content.heading.period.zone),
    places: callPlaces(),
    findingPlaces: findingPlaces(),
  };
}
