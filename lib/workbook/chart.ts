/** A native chart over columns of a page table, wherever in the workbook the table is. */
export interface Chart {
  readonly kind: "bar" | "column" | "stacked" | "line" | "pie";
  readonly title: string;
  /** What a reader sees in words, for those who cannot see the picture. */
  readonly alternative: string;
  /** Name of the page table. */
  readonly table: string;
  /** Header of the column with the categories. */
  readonly categories: string;
  readonly series: readonly ChartSeries[];
  /** Only the first rows of the table. */
  readonly rows?: number;
  readonly format: "integer" | "ratio" | "seconds";
  /** Top left cell, and the size in cells; columns count from 0, rows from 1. */
  readonly at: {
    readonly column: number;
    readonly row: number;
    readonly columns: number;
    readonly rows: number;
  };
  /** Ends of the value axis where they should not follow the data. */
  readonly axis?: { readonly min?: number; readonly max?: number };
}

export interface ChartSeries {
  /** Header of the column with the numbers; also the name of the series. */
  readonly column: string;
  /** RGB. */
  readonly color: string;
  /** RGB by point, where the categories have colours of their own. */
  readonly pointColors?: readonly string[];
}
