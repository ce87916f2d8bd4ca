/** Seven digits or more, however they are grouped: nobody is reached by fewer without knowing the place. */
const TELEPHONE_NUMBER = /\+?\(?\d(?:[ \u00a0\u202f().-]{0,2}\d){6,}/g;

const YEAR = "20\\d\\d";
const MONTH = "(?:0[1-9]|1[0-2])";
const DAY = "(?:0[1-9]|[12]\\d|3[01])";
const OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

/** Dates and IP addresses have as many digits, and name a log or a gateway. */
const NO_NUMBER = new RegExp(
  `(?<!\\d|\\+[\\d ().-]*)(${YEAR}-?${MONTH}-?${DAY}|${DAY}\\.${MONTH}\\.${YEAR}|(?<!\\.)${OCTET}(?:\\.${OCTET}){3}(?!\\.\\d))(?!\\d)`,
);

/** Telephone numbers are personal data: mails and pages show their beginning only. */
export function withoutNumbers(text: string): string {
  // The pieces at odd places are what NO_NUMBER caught.
  return text
    .split(NO_NUMBER)
    .map((piece, at) => (at % 2 === 1 ? piece : piece.replace(TELEPHONE_NUMBER, beginning)))
    .join("");
}

function beginning(number: string): string {
  return `${number.slice(0, 4).trimEnd()}…`;
}
