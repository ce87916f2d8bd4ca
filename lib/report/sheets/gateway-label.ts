import type { ReportText } from "../../text/en/workbook.ts";

/** A gateway's name, or words for calls whose log names none. */
export const gatewayLabel = (gateway: string, text: ReportText): string => gateway || text.gatewayless;
