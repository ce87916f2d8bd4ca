/** The part of a report's totals that is shown outside the workbook. */
export interface ReportSummary {
  readonly calls: number;
  readonly answered: number;
  /** The report's most important sentences, without telephone numbers. */
  readonly lines: readonly string[];
}

/** Reads `calls`, `answered` and `summary` (a list of sentences) from the totals of a REPORT item. */
export function summaryOf(totals: Readonly<Record<string, unknown>>): ReportSummary {
  const lines = Array.isArray(totals.summary) ? totals.summary : [];
  return {
    calls: Number(totals.calls ?? 0),
    answered: Number(totals.answered ?? 0),
    lines: lines.map((line) => withoutNumbers(String(line))),
  };
}

/** E.164 numbers have up to 15 digits, and nobody is reached by fewer than seven without knowing the place. */
const TELEPHONE_NUMBER = /\+?\d{7,}/g;

/** Telephone numbers are personal data: mails and pages show the first digits only. */
export function withoutNumbers(text: string): string {
  return text.replace(TELEPHONE_NUMBER, (number) => `${number.slice(0, 4)}…`);
}
