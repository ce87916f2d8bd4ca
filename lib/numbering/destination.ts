import { parsePhoneNumberFromString } from "libphonenumber-js";
import metadata from "libphonenumber-js/min/metadata";
import { digitsOf, plainNumber } from "./plain-number.ts";

/** Where a number leads. Two numbers of one destination share one object. */
export interface Destination {
  /** Country code ("+44"), else the first digits as dialled. */
  readonly zone: string;
  /** Country code and the digits that tell an area or a kind of line: "+4420", "+1212". */
  readonly prefix: string;
  /** ISO 3166, "" where the number does not tell. */
  readonly country: string;
  readonly countryName: string;
}

const WORLD = "001";

/** National digits that tell an area: three in North America, whose countries share +1, else two. */
const AREA_DIGITS = (callingCode: string) => (callingCode === "1" ? 3 : 2);
/** Digits after a shared calling code that tell its countries apart (+1 242, +7 7, +44 1481). */
const COUNTRY_DIGITS = 6;
/** Digits that decide everything about a destination. */
const HEAD_DIGITS = 9;
/** A name ("alice", "conference-1") or a number shorter than this leads to itself. */
const SHORT = 6;
const MOST_CACHED = 200_000;

/** Countries by calling code, the one that a number is in unless its digits say otherwise first. */
const countriesByCode = new Map<string, readonly string[]>(Object.entries(metadata.country_calling_codes));
const countryNames = new Intl.DisplayNames("en", { type: "region" });

/** Finds destinations and remembers them by their first digits: a million numbers have few of those. */
export function destinationFinder(): (number: string) => Destination {
  const byHead = new Map<string, Destination>();
  const byPrefix = new Map<string, Destination>();
  return (number) => {
    const international = internationalForm(number);
    const digits = international === "" ? digitsOf(number) : international;
    const head =
      international !== ""
        ? `+${digits.slice(0, HEAD_DIGITS)}`
        : digits.length < SHORT
          ? number
          : digits.slice(0, HEAD_DIGITS);
    let destination = byHead.get(head);
    if (destination === undefined) {
      destination =
        international === "" ? nationalDestination(number, digits) : internationalDestination(digits);
      const key = `${destination.prefix} ${destination.country}`;
      destination = byPrefix.get(key) ?? destination;
      byPrefix.set(key, destination);
      if (byHead.size >= MOST_CACHED) byHead.clear();
      byHead.set(head, destination);
    }
    return destination;
  };
}

/**
 * Digits of the number with its country code, or "" where it is not clear that it has one. Diallers
 * often leave the "+" out; 8 and ten digits are the national form of +7, not a number in Vietnam.
 */
export function internationalForm(number: string): string {
  const plain = plainNumber(number);
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

function internationalDestination(digits: string): Destination {
  const code = callingCodeOf(digits);
  // 800, 883 and the like belong to no country: libphonenumber calls theirs "001".
  if (code === "" || countriesByCode.get(code)![0] === WORLD) {
    return { zone: `+${digits.slice(0, 3)}`, prefix: `+${digits.slice(0, 5)}`, country: "", countryName: "" };
  }
  const countries = countriesByCode.get(code)!;
  const country = countries.length === 1 ? countries[0]! : (sharedCodeCountry(digits, code) ?? countries[0]!);
  return {
    zone: `+${code}`,
    prefix: `+${digits.slice(0, code.length + AREA_DIGITS(code))}`,
    country,
    countryName: countryNames.of(country) ?? country,
  };
}

/**
 * Decided by the first digits alone, filled up with zeros to a full number, so that it does not
 * matter which number of a destination comes first.
 */
function sharedCodeCountry(digits: string, code: string): string | undefined {
  const head = digits.slice(0, code.length + COUNTRY_DIGITS);
  for (let zeros = 0; zeros <= 6; zeros++) {
    const country = parsePhoneNumberFromString(`+${head}${"0".repeat(zeros)}`)?.country;
    if (country !== undefined) return country;
  }
  return undefined;
}

function nationalDestination(number: string, digits: string): Destination {
  if (digits.length < SHORT) return { zone: number, prefix: number, country: "", countryName: "" };
  const zone = digits.slice(0, digits.startsWith("0") || digits.startsWith("8") ? 2 : 1);
  return { zone, prefix: digits.slice(0, zone.length + 3), country: "", countryName: "" };
}
