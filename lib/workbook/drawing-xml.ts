import { attributeText } from "./cell-text.ts";
import type { Chart } from "./chart.ts";

const R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** Part that places charts on a sheet (ECMA-376 §20.5); chart n is its relationship `rId<n + 1>`. */
export function drawingXml(charts: readonly Chart[]): string {
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n` +
    `<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">` +
    `${charts.map(anchor).join("")}</xdr:wsDr>`
  );
}

function anchor({ at, title, alternative }: Chart, index: number): string {
  const corner = (name: "from" | "to", column: number, row: number) =>
    `<xdr:${name}><xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:${name}>`;
  return (
    `<xdr:twoCellAnchor editAs="oneCell">${corner("from", at.column, at.row - 1)}${corner("to", at.column + at.columns, at.row - 1 + at.rows)}` +
    `<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="${index + 2}" name="${attributeText(title)}" descr="${attributeText(alternative)}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>` +
    `<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>` +
    `<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="${R}" r:id="rId${index + 1}"/></a:graphicData></a:graphic>` +
    `</xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>`
  );
}
