/** Fills that mark what a cell means. The text says the same: colour is never the only signal. */
export const TINTS = {
  good: { fill: "FFE2F0D9", font: "FF1E5631" },
  mild: { fill: "FFFFF4D6", font: "FF6B4E00" },
  bad: { fill: "FFFBE0DD", font: "FF8C1D18" },
  ours: { fill: "FFE3E8FB", font: "FF27408B" },
  quiet: { fill: "FFEDEDED", font: "FF404040" },
} as const satisfies Record<string, { fill: string; font: string }>;

export type Tint = keyof typeof TINTS;
export const TINT_NAMES = Object.keys(TINTS) as Tint[];

/** Colours of chart series and headings, RGB. */
export const PALETTE = {
  ink: "1F2A37",
  header: "24405C",
  good: "4E9A63",
  mild: "E0A526",
  bad: "C8473D",
  ours: "5B77C9",
  quiet: "A3ABB5",
  line: "D5DAE1",
} as const;
