import type { ReportContent } from "../../analysis/content/report-content.ts";
import type { Finding } from "../../analysis/findings/finding.ts";
import type { ReportText } from "../../text/en/workbook.ts";
import type { FindingText } from "../../text/finding-text.ts";
import type { Link } from "../../workbook/column.ts";
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
  /** Leads to the first call that proves a finding. */
  readonly linkToProof: (finding: Finding) => Link["to"];
  /** The sentences of each finding of {@link content}. */
  readonly findingText: (finding: Finding) => FindingText;
}

export function sheetContext(content: ReportContent, text: ReportText): SheetContext {
  const findingTexts = text.findingTexts(content.findings, content.calls, content.heading.period.zone);
  const { callOf } = content.attempts;
  const places = callPlaces();
  return {
    content,
    text,
    time: localTime(content.heading.period.zone),
    places,
    linkToProof: ({ proof: [first] }) => places.linkTo(first === undefined ? undefined : callOf(first)),
    findingPlaces: findingPlaces(),
    findingText: (finding) => findingTexts.get(finding)!,
  };
}
