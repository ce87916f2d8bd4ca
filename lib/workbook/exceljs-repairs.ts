/** Order of the children of `<font>` that Excel itself writes and the Open XML SDK demands. */
const FONT_ORDER = [
  "b",
  "i",
  "strike",
  "condense",
  "extend",
  "outline",
  "shadow",
  "u",
  "vertAlign",
  "sz",
  "color",
  "name",
  "family",
  "charset",
  "scheme",
];

/** exceljs writes the children of `<font>` in another order than the schema's. */
export function repairStyles(styles: string): string {
  return styles.replace(/<font>(.*?)<\/font>/gs, (_, children: string) => {
    const elements = [...children.matchAll(/<(\w+)[^>]*\/>/g)].map(([xml, name]) => ({
      xml,
      rank: FONT_ORDER.indexOf(name!),
    }));
    return `<font>${elements
      .sort((a, b) => a.rank - b.rank)
      .map(({ xml }) => xml)
      .join("")}</font>`;
  });
}
