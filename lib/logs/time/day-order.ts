/**
 * Whether dates such as 24/08/2017 are day first, by those of a text in which one of the two
 * numbers is above 12. Undefined where none tells, or where they disagree.
 */
export function dayFirstOf(text: string): boolean | undefined {
  let dayFirst = false;
  let monthFirst = false;
  for (const match of text.matchAll(/(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d/-])/g)) {
    if (Number(match[1]) > 12) dayFirst = true;
    if (Number(match[3]) > 12) monthFirst = true;
  }
  return dayFirst === monthFirst ? undefined : dayFirst;
}
