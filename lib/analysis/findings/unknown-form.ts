import { plainNumber } from "../../numbering/plain-number.ts";
import { getOrMake, groupBy } from "../measures/group-by.ts";
import { hypergeometricTail } from "../significance/hypergeometric-tail.ts";
import { costOf } from "./cost.ts";
import type { Evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import { isReached, isUnknownNumber } from "./number-format.ts";
import { FALSE_POSITIVE_RATE, THRESHOLDS } from "./thresholds.ts";

const { leastNumbers, leastRate, mostRateElsewhere } = THRESHOLDS["unknown-form"];

/** What a number is written with: nothing in front of the area, or a prefix for the country or out of it (ITU-T E.123). */
type Form = "+" | "00" | "0" | "";
const AREA_DIGITS = 3;

interface Written {
  readonly form: Form;
  /** First digits of the national number: the same place, however it is written. */
  readonly area: string;
}

/** Numbers of one form in the areas that are dialled in another one as well. */
interface Forms {
  readonly unknown: Set<string>;
  readonly all: Set<string>;
  readonly calls: number[];
}

/**
 * A gateway that knows nearly no number in one form, and the numbers of the same areas in other forms: no
 * number has to have been dialled in both.
 */
export function findUnknownForms(evidence: Evidence): Finding[] {
  const home = homeOf(evidence);
  if (home === "") return [];
  const gateways = [...evidence.openByGateway()].map(
    ([gateway, sequence]) => [gateway, formsOn(evidence, sequence, home)] as const,
  );
  const places = gateways.reduce((sum, [, forms]) => sum + forms.size, 0);
  return gateways.flatMap(([gateway, forms]) => {
    if (forms.size < 2) return [];
    return [...forms].flatMap(([form, own]) => {
      const others = [...forms].filter(([other]) => other !== form);
      const known = others.filter(([, { unknown, all }]) => unknown.size <= mostRateElsewhere * all.size);
      const [unknown, all] = [sumOf(known, "unknown"), sumOf(known, "all")];
      if (
        own.unknown.size < leastNumbers ||
        own.unknown.size < leastRate * own.all.size ||
        all < leastNumbers
      )
        return [];
      const p = hypergeometricTail(
        own.unknown.size,
        own.unknown.size + unknown,
        own.all.size,
        own.all.size + all,
      );
      const pValue = Math.min(1, p * places);
      if (pValue > FALSE_POSITIVE_RATE) return [];
      return [
        describe(evidence, gateway, form, own, { forms: known.map(([name]) => name), unknown, all }, pValue),
      ];
    });
  });
}

function sumOf(forms: readonly (readonly [Form, Forms])[], part: "unknown" | "all"): number {
  return forms.reduce((sum, [, form]) => sum + form[part].size, 0);
}

/** Digits of the country that most numbers in an international form lead to; "" if none is written so. */
function homeOf({ calls, destinations, open }: Evidence): string {
  const international = open().filter((i) => /^(?:\+|00)/.test(calls[i]!.to));
  const zones = [...groupBy(international, (i) => destinations[i]!.zone)].sort(
    (a, b) => b[1].length - a[1].length,
  );
  return zones[0]?.[0].slice(1) ?? "";
}

function writtenAs(number: string, home: string): Written | undefined {
  const [, form, digits] = /^(\+|00|0|)([1-9]\d{5,})$/.exec(plainNumber(number)) ?? [];
  if (form === undefined || digits === undefined) return undefined;
  const isAbroad = (form === "+" || form === "00") && !digits.startsWith(home);
  if (isAbroad) return undefined;
  const national = form !== "0" && digits.startsWith(home) ? digits.slice(home.length) : digits;
  return { form: form as Form, area: national.slice(0, AREA_DIGITS) };
}

function formsOn({ calls }: Evidence, sequence: readonly number[], home: string): Map<Form, Forms> {
  const written = sequence.flatMap((i) => {
    const told = writtenAs(calls[i]!.to, home);
    return told ? [{ i, ...told }] : [];
  });
  const formsOfArea = new Map<string, Set<Form>>();
  for (const { area, form } of written) getOrMake(formsOfArea, area, () => new Set<Form>()).add(form);
  const forms = new Map<Form, Forms>();
  for (const { i, area, form } of written) {
    if (formsOfArea.get(area)!.size < 2) continue;
    const own = getOrMake(forms, form, () => ({
      unknown: new Set<string>(),
      all: new Set<string>(),
      calls: [],
    }));
    const { to } = calls[i]!;
    own.all.add(to);
    own.calls.push(i);
    if (isUnknownNumber(calls[i]!)) own.unknown.add(to);
  }
  // A number that was reached once exists in its form, whatever else happened to it.
  for (const { unknown, calls: own } of forms.values())
    for (const i of own) if (isReached(calls[i]!)) unknown.delete(calls[i]!.to);
  return forms;
}

function describe(
  evidence: Evidence,
  gateway: string,
  form: Form,
  { unknown, all, calls: own }: Forms,
  known: { readonly forms: readonly Form[]; readonly unknown: number; readonly all: number },
  pValue: number,
): Finding {
  const proof = own.filter((i) => unknown.has(evidence.calls[i]!.to));
  return {
    id: `number-format:${gateway}:${form || "bare"}`,
    kind: "number-format",
    subject: "unknown-form",
    facts: {
      gateway,
      form,
      knownForms: known.forms,
      unknown: { part: unknown.size, of: all.size },
      elsewhere: { part: known.unknown, of: known.all },
    },
    pValue,
    responsible: "us: settings",
    gateway,
    from: null,
    to: null,
    ...costOf(evidence, proof, proof.length),
    proof,
  };
}
