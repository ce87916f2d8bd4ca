import type { Outcome, Responsible } from "../../sip/outcomes.ts";
import { PALETTE, type Tint } from "../../workbook/tints.ts";

/** Colour by the side that an outcome points to; the word beside it says the same. */
const TINT_OF: Readonly<Record<Outcome, Tint>> = {
  answered: "good",
  "answered elsewhere": "good",
  "no answer": "quiet",
  busy: "quiet",
  "rejected by callee": "quiet",
  "callee unavailable": "quiet",
  redirected: "quiet",
  scan: "quiet",
  incomplete: "quiet",
  "result not told": "quiet",
  "invalid number": "mild",
  "network blocked": "mild",
  forbidden: "bad",
  "provider failure": "bad",
  congestion: "bad",
  timeout: "bad",
  stalled: "bad",
  "no response": "bad",
  "protocol error": "bad",
  authentication: "ours",
  "media mismatch": "ours",
  "cancelled by us": "ours",
  "direction blocked": "ours",
};

export const outcomeTint = (outcome: Outcome): Tint => TINT_OF[outcome];
export const outcomeColor = (outcome: Outcome): string => PALETTE[TINT_OF[outcome]];

const RESPONSIBLE_TINT: Readonly<Partial<Record<Responsible, Tint>>> = {
  "us: settings": "ours",
  "us: agent": "ours",
  provider: "bad",
  "number list": "mild",
  "analytics block": "mild",
};

export const responsibleTint = (responsible: Responsible): Tint | undefined => RESPONSIBLE_TINT[responsible];
