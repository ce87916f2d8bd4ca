import type { ReportContent } from "../../analysis/content/report-content.ts";
import type { Finding } from "../../analysis/findings/finding.ts";
import type { ReportText } from "../../text/en/workbook.ts";
import type { FindingText } from "../../text/finding-text.ts";
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
  /** The sentences of each finding of {@link content}. */
  readonly findingText: (finding: Finding) => FindingText;
}

export function sheetContext(content: ReportContent, text: ReportText): SheetContext {
  const findingTexts = text.findingTexts(content.findings, content.calls, content.heading.period.zone);
  return {
    content,
    text,
    time: localTime(content.heading.period.zone),
    places: callPlaces(),
    findingPlaces: findingPlaces(),
    findingText: (finding) => findingTexts.get(finding)!,
  };
}
