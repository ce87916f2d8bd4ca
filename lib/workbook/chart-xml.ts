import { attributeText, escapeXml } from "./cell-text.ts";
import type { Chart, ChartSeries } from "./chart.ts";
import { columnLetters } from "./column-letters.ts";
import type { PlacedTable } from "./page.ts";
import { sheetReference } from "./sheet-name.ts";
import { PALETTE } from "./tints.ts";

const NUMBER_FORMAT = { integer: "#,##0", ratio: "0%", seconds: "0.0" } as const;

/**
 * Part of a native chart (DrawingML, ECMA-376 §21.2). Every reference carries a filled cache, so
 * viewers that do not compute show the chart as well.
 *
 * @throws {RangeError} where the chart names a column that the table lacks
 */
export function chartXml(chart: Chart, table: PlacedTable): string {
  const count = Math.min(chart.rows ?? Infinity, table.lastRow - table.headerRow);
  const series = chart.series.map((one, index) => seriesXml(chart, one, index, table, count)).join("");
  const legend = chart.series.length > 1 || chart.kind === "pie";
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n` +
    `<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` +
    `<c:roundedCorners val="0"/><c:chart>${title(chart.title)}<c:autoTitleDeleted val="0"/>` +
    `<c:plotArea><c:layout/>${plot(chart, series)}</c:plotArea>` +
    (legend ? `<c:legend><c:legendPos val="b"/><c:overlay val="0"/>${textSize(900)}</c:legend>` : "") +
    `<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>` +
    `<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln w="9525"><a:solidFill><a:srgbClr val="${PALETTE.line}"/></a:solidFill></a:ln></c:spPr>` +
    `</c:chartSpace>`
  );
}

function plot(chart: Chart, series: string): string {
  const ids = `<c:axId val="111111111"/><c:axId val="222222222"/>`;
  switch (chart.kind) {
    case "pie":
      return `<c:pieChart><c:varyColors val="1"/>${series}</c:pieChart>`;
    case "line":
      return `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${series}<c:marker val="1"/>${ids}</c:lineChart>${axes(chart)}`;
    default: {
      const stacked = chart.kind === "stacked";
      return (
        `<c:barChart><c:barDir val="${chart.kind === "bar" ? "bar" : "col"}"/><c:grouping val="${stacked ? "stacked" : "clustered"}"/>` +
        `<c:varyColors val="0"/>${series}<c:gapWidth val="${chart.kind === "bar" ? 45 : 60}"/>${stacked ? `<c:overlap val="100"/>` : ""}${ids}</c:barChart>${axes(chart)}`
      );
    }
  }
}

function axes(chart: Chart): string {
  const lying = chart.kind === "bar";
  const line = `<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="${PALETTE.line}"/></a:solidFill></a:ln></c:spPr>`;
  const ends =
    (chart.axis?.max === undefined ? "" : `<c:max val="${chart.axis.max}"/>`) +
    (chart.axis?.min === undefined ? "" : `<c:min val="${chart.axis.min}"/>`);
  return (
    // A lying bar chart counts from the bottom: turned round, the first row is on top.
    `<c:catAx><c:axId val="111111111"/><c:scaling><c:orientation val="${lying ? "maxMin" : "minMax"}"/></c:scaling><c:delete val="0"/>` +
    `<c:axPos val="${lying ? "l" : "b"}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>` +
    `<c:tickLblPos val="low"/>${line}${textSize(900)}<c:crossAx val="222222222"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>` +
    `<c:valAx><c:axId val="222222222"/><c:scaling><c:orientation val="minMax"/>${ends}</c:scaling><c:delete val="0"/>` +
    `<c:axPos val="${lying ? "b" : "l"}"/><c:majorGridlines>${line}</c:majorGridlines><c:numFmt formatCode="${NUMBER_FORMAT[chart.format]}" sourceLinked="0"/>` +
    `<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>${textSize(900)}` +
    `<c:crossAx val="111111111"/><c:crosses val="${lying ? "max" : "autoZero"}"/><c:crossBetween val="between"/></c:valAx>`
  );
}

function seriesXml(
  chart: Chart,
  series: ChartSeries,
  index: number,
  table: PlacedTable,
  count: number,
): string {
  const categories = columnOf(table, chart.categories);
  const values = columnOf(table, series.column);
  const reference = (column: number) => {
    const letters = `$${columnLetters(table.firstColumn + column)}$`;
    return escapeXml(
      sheetReference(table.sheet, `${letters}${table.headerRow + 1}:${letters}${table.headerRow + count}`),
    );
  };
  const header = escapeXml(
    sheetReference(table.sheet, `$${columnLetters(table.firstColumn + values)}$${table.headerRow}`),
  );
  const fill = `<a:solidFill><a:srgbClr val="${series.color}"/></a:solidFill>`;
  const shape =
    chart.kind === "pie"
      ? ""
      : chart.kind === "line"
        ? `<c:spPr><a:ln w="28575" cap="rnd">${fill}<a:round/></a:ln></c:spPr><c:marker><c:symbol val="circle"/><c:size val="5"/><c:spPr>${fill}</c:spPr></c:marker>`
        : `<c:spPr>${fill}</c:spPr><c:invertIfNegative val="0"/>`;
  const labels = chart.kind === "bar" || chart.kind === "pie" ? dataLabels(chart) : "";
  return (
    `<c:ser><c:idx val="${index}"/><c:order val="${index}"/><c:tx><c:strRef><c:f>${header}</c:f>${stringCache([series.column])}</c:strRef></c:tx>` +
    `${shape}${pointColors(series, count)}${labels}<c:cat><c:strRef><c:f>${reference(categories)}</c:f>${stringCache(table.values[categories]!.slice(0, count))}</c:strRef></c:cat>` +
    `<c:val><c:numRef><c:f>${reference(values)}</c:f>${numberCache(table.values[values]!.slice(0, count), NUMBER_FORMAT[chart.format])}</c:numRef></c:val>` +
    `${chart.kind === "line" ? `<c:smooth val="0"/>` : ""}</c:ser>`
  );
}

function pointColors(series: ChartSeries, count: number): string {
  const points = (series.pointColors ?? [])
    .slice(0, count)
    .map(
      (color, index) =>
        `<c:dPt><c:idx val="${index}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr><a:solidFill><a:srgbClr val="${color}"/></a:solidFill></c:spPr></c:dPt>`,
    );
  return points.join("");
}

function columnOf(table: PlacedTable, header: string): number {
  const index = table.headers.indexOf(header);
  if (index < 0) throw new RangeError(`Cannot draw chart: table "${table.name}" has no column "${header}"`);
  return index;
}

function dataLabels(chart: Chart): string {
  const show = chart.kind === "pie" ? [0, 1, 1] : [1, 0, 0];
  return (
    `<c:dLbls><c:numFmt formatCode="${NUMBER_FORMAT[chart.format]}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>${textSize(900)}` +
    `<c:showLegendKey val="0"/><c:showVal val="${show[0]}"/><c:showCatName val="${show[1]}"/><c:showSerName val="0"/><c:showPercent val="${show[2]}"/><c:showBubbleSize val="0"/></c:dLbls>`
  );
}

function stringCache(values: readonly (string | number | null)[]): string {
  const points = values.map((value, index) =>
    value === null ? "" : `<c:pt idx="${index}"><c:v>${escapeXml(String(value))}</c:v></c:pt>`,
  );
  return `<c:strCache><c:ptCount val="${values.length}"/>${points.join("")}</c:strCache>`;
}

function numberCache(values: readonly (string | number | null)[], format: string): string {
  const points = values.map((value, index) =>
    typeof value === "number" ? `<c:pt idx="${index}"><c:v>${value}</c:v></c:pt>` : "",
  );
  return `<c:numCache><c:formatCode>${format}</c:formatCode><c:ptCount val="${values.length}"/>${points.join("")}</c:numCache>`;
}

const textSize = (size: number): string =>
  `<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="${size}"><a:solidFill><a:srgbClr val="404040"/></a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr>`;

const title = (text: string): string =>
  `<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1200" b="1"/></a:pPr><a:r><a:rPr lang="en-US" sz="1200" b="1"><a:solidFill><a:srgbClr val="${PALETTE.header}"/></a:solidFill></a:rPr><a:t>${attributeText(text)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>`;
