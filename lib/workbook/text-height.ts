/** Height of one line of the default font, in points. */
const LINE = 15;
/** Letters of running text in the default font are a little narrower than the digit by which Excel measures columns. */
const LETTER = 0.86;

/**
 * Points that a text needs in a column of `width` characters. Row heights are written out, because
 * a merged cell never grows by itself, and not every program lets the others grow.
 */
export function textHeight(text: string, width: number, fontSize = 11): number {
  const perLine = Math.max(1, (width * 11) / fontSize / LETTER);
  const lines = text.split("\n").reduce((sum, line) => sum + wrappedLines(line, perLine), 0);
  return Math.ceil(lines * LINE * (fontSize / 11));
}

/** Breaks between words, as the programs do; a word longer than the line is broken inside. */
function wrappedLines(line: string, perLine: number): number {
  let lines = 1;
  let used = 0;
  for (const word of line.split(" ")) {
    const space = used === 0 ? 0 : 1;
    if (used > 0 && used + space + word.length > perLine) {
      lines++;
      used = 0;
    } else used += space;
    lines += Math.max(0, Math.ceil((used + word.length) / perLine) - 1);
    used = (used + word.length) % perLine || Math.min(word.length, perLine);
  }
  return lines;
}
