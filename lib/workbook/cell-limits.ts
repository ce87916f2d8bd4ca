/** What Excel accepts in one worksheet ("Excel specifications and limits", support.microsoft.com). */
export const MAX_ROWS = 1_048_576;
export const MAX_CELL_CHARACTERS = 32_767;
export const MAX_CELL_LINE_FEEDS = 253;
export const MAX_SHEET_NAME = 31;
export const MAX_HYPERLINKS = 65_530;
/** Rows and columns of a sheet part stay below the size from which a zip entry needs 64-bit lengths. */
export const MAX_PART_BYTES = 3_900_000_000;
