import type { Call } from "../../calls/call.ts";
import type { GatewaySign } from "../../calls/gateway-signs.ts";
import { hostOf } from "../../calls/our-side.ts";
import type { Basis } from "../../sip/call-event.ts";
import { FLAGS, type Flag } from "../../sip/outcomes.ts";
import type { FileAccount } from "../content/file-account.ts";
import type { DataQuality } from "../content/report-content.ts";
import { badSigns } from "../measures/bad-signs.ts";
import { getOrMake, groupBy } from "../measures/group-by.ts";
import type { Accumulator } from "./call-view.ts";

const EXAMPLES = 100;

/** What the logs show beside the calls that a report counts. */
interface BesideCalls extends Readonly<Record<"fragments" | "scans" | "legs", readonly Call[]>> {
  /** In order of time. */
  readonly signs: readonly GatewaySign[];
}

/** What is odd about calls, and the sum of what became of all records. */
export function dataQualityTable(
  files: readonly FileAccount[],
  { fragments, scans, legs, signs }: BesideCalls,
): Accumulator<DataQuality> {
  const flags = new Map<Flag, { calls: number; examples: number[] }>();
  const witnesses = new Map<
    string,
    { onWire: number; recorded: number; calls: number; examples: number[] }
  >();
  const basis: Record<Basis, number> = { wire: 0, reported: 0, derived: 0, local: 0 };
  let complete = 0;
  let incomplete = 0;
  return {
    seesInternal: true,
    add({ call, index }) {
      basis[call.basis]++;
      const { lastResponse: onWire, recorded } = call;
      if (recorded !== null) {
        const pair = getOrMake(witnesses, `${onWire} ${recorded}`, () => ({
          onWire,
          recorded,
          calls: 0,
          examples: [],
        }));
        pair.calls++;
        if (pair.examples.length < EXAMPLES) pair.examples.push(index);
      }
      if (call.complete) complete++;
      else incomplete++;
      for (const flag of call.flags) {
        const group = getOrMake(flags, flag, () => ({ calls: 0, examples: [] }));
        group.calls++;
        if (group.examples.length < EXAMPLES) group.examples.push(index);
      }
    },
    rows() {
      return {
        records: sumOfRecords(files),
        flags: [...flags]
          .map(([flag, group]) => ({ flag, sentence: FLAGS[flag], ...group }))
          .sort((a, b) => b.calls - a.calls),
        basis,
        complete,
        incomplete,
        fragments: { calls: fragments.length, examples: fragments.slice(0, EXAMPLES) },
        witnesses: [...witnesses.values()].sort(
          (a, b) => b.calls - a.calls || a.onWire - b.onWire || a.recorded - b.recorded,
        ),
        legs: legs.length,
        signs: badSigns(signs),
        scans: { calls: scans.length, callers: callersOf(scans) },
      };
    },
  };
}

/** Whoever made most of them first; by address, else by the number shown. */
function callersOf(scans: readonly Call[]): DataQuality["scans"]["callers"] {
  const callers = groupBy(scans, ({ callerAddress, from }) => hostOf(callerAddress) || from);
  return [...callers]
    .map(([caller, own]) => ({ caller, calls: own.length, first: own[0]!.start, last: own.at(-1)!.start }))
    .sort((a, b) => b.calls - a.calls || (a.caller < b.caller ? -1 : 1))
    .slice(0, EXAMPLES);
}

function sumOfRecords(files: readonly FileAccount[]): FileAccount["records"] {
  const ignored: Record<string, number> = {};
  for (const { records } of files) {
    for (const [rule, n] of Object.entries(records.ignored)) ignored[rule] = (ignored[rule] ?? 0) + n;
  }
  const sum = (of: (records: FileAccount["records"]) => number) =>
    files.reduce((all, { records }) => all + of(records), 0);
  return {
    total: sum(({ total }) => total),
    used: sum(({ used }) => used),
    ignored,
    rejected: sum(({ rejected }) => rejected),
  };
}
