import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  parsePhoneNumberFromString,
} from "libphonenumber-js";

/** Where a number leads. Two numbers of one direction share one object. */
export interface Direction {
  /** Country code ("+44"), else the first digits as dialled. */
  readonly zone: string;
  /** Country code and the digits that tell an area or a kind of line: "+4420", "+1212". */
  readonly prefix: string;
  /** ISO 3166, "" where the number does not tell. */
  readonly country: string;
  readonly countryName: string;
}

/** National digits that tell an area: three in North America, whose countries share +1, else two. */
const AREA_DIGITS = (callingCode: string) => (callingCode === "1" ? 3 : 2);
/** Digits after a shared calling code that tell its countries apart (+1 242, +7 7, +44 1481). */
const COUNTRY_DIGITS = 6;
/** Digits that decide everything about a direction. */
const HEAD_DIGITS = 9;
/** A name ("alice", "conference-1") or a number shorter than this leads to itself. */
const SHORT = 6;
const MOST_CACHED = 200_000;

const countriesByCode = new Map<string, CountryCode[]>();
for (const country of getCountries()) {
  const code = getCountryCallingCode(country);
  countriesByCode.set(code, [...(countriesByCode.get(code) ?? []), country]);
}
const countryNames = new Intl.DisplayNames("en", { type: "region" });

/** Finds directions and remembers them by their first digits: a million numbers have few of those. */
export function directionFinder(): (number: string) => Direction {
  const byHead = new Map<string, Direction>();
  const byPrefix = new Map<string, Direction>();
  return (number) => {
    const international = internationalForm(number);
    const digits = international === "" ? number.replace(/\D/g, "") : international;
    const head =
      international !== ""
        ? `+${digits.slice(0, HEAD_DIGITS)}`
        : digits.length < SHORT
          ? number
          : digits.slice(0, HEAD_DIGITS);
    let direction = byHead.get(head);
    if (direction === undefined) {
      direction = international === "" ? nationalDirection(number, digits) : internationalDirection(digits);
      const key = `${direction.prefix} ${direction.country}`;
      direction = byPrefix.get(key) ?? direction;
      byPrefix.set(key, direction);
      if (byHead.size >= MOST_CACHED) byHead.clear();
      byHead.set(head, direction);
    }
    return direction;
  };
}

/**
 * Digits of the number with its country code, or "" where it is not clear that it has one. Diallers
 * often leave the "+" out; 8 and ten digits are the national form of +7, not a number in Vietnam.
 */
export function internationalForm(number: string): string {
  const plain = number.replace(/[\s().-]/g, "");
  if (/^\+\d{5,15}$/.test(plain)) return plain.slice(1);
  if (/^00[1-9]\d{6,14}$/.test(plain)) return plain.slice(2);
  if (!/^[1-9]\d{10,14}$/.test(plain) || /^8\d{10}$/.test(plain)) return "";
  return callingCodeOf(plain) === "" ? "" : plain;
}

function callingCodeOf(digits: string): string {
  for (let length = 1; length <= 3; length++) {
    const code = digits.slice(0, length);
    if (countriesByCode.has(code)) return code;
  }
  return "";
}

function internationalDirection(digits: string): Direction {
  const code = callingCodeOf(digits);
  if (code === "") {
    return { zone: `+${digits.slice(0, 3)}`, prefix: `+${digits.slice(0, 5)}`, country: "", countryName: "" };
  }
  const countries = countriesByCode.get(code)!;
  const country = countries.length === 1 ? countries[0]! : sharedCodeCountry(digits, code);
  return {
    zone: `+${code}`,
    prefix: `+${digits.slice(0, code.length + AREA_DIGITS(code))}`,
    country,
    countryName: country === "" ? "" : (countryNames.of(country) ?? country),
  };
}

/** The rest of the digits does not matter to the country: zeros fill a number that is cut short. */
function sharedCodeCountry(digits: string, code: string): CountryCode | "" {
  const head = digits.slice(0, code.length + COUNTRY_DIGITS);
  for (const fill of ["", "0", "00", "000", "0000", "00000"]) {
    const country = parsePhoneNumberFromString(
      `+${digits.length > head.length ? digits : head + fill}`,
    )?.country;
    if (country !== undefined) return country;
  }
  return "";
}

function nationalDirection(number: string, digits: string): Direction {
  if (digits.length < SHORT) return { zone: number, prefix: number, country: "", countryName: "" };
  const zone = digits.slice(0, digits.startsWith("0") || digits.startsWith("8") ? 2 : 1);
  return { zone, prefix: digits.slice(0, zone.length + 3), country: "", countryName: "" };
}

/**
 * What stays of a number whatever prefix it is dialled with (+7, 7, 8, 00, 0): its last nine digits,
 * or all of it where it is shorter than ten digits. "" for names.
 */
export function subscriberPart(number: string): string {
  const digits = number.replace(/\D/g, "");
  if (digits.length < 5) return "";
  return digits.length < 10 ? digits : digits.slice(-9);
}
