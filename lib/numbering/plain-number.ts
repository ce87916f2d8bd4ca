/**
 * A number without what people write between its digits: spaces, dashes, brackets and slashes mean
 * nothing to a gateway. "+" in front, "*" and "#" do (RFC 3966 §5.1.1). A name stays as it is.
 */
export function plainNumber(number: string): string {
  return PLAIN.test(number) || LETTER.test(number) ? number : number.replace(/(?!^\+)[^0-9*#]/g, "");
}

/** Most numbers are plain already: testing is faster than replacing nothing. */
const PLAIN = /^\+?\d+$/;
const LETTER = /\p{L}/u;

export function digitsOf(number: string): string {
  if (!PLAIN.test(number)) return number.replace(/\D/g, "");
  return number.startsWith("+") ? number.slice(1) : number;
}

/**
 * What stays of a number whatever prefix it is dialled with (+7, 7, 8, 00, 0): its last nine digits,
 * or all of it where it is shorter than ten digits. "" for names.
 */
export function subscriberPart(number: string): string {
  const digits = digitsOf(number);
  if (digits.length < 5) return "";
  return digits.length < 10 ? digits : digits.slice(-9);
}
