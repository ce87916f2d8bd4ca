import { captureOf } from "./capture.ts";
import { type ExampleCall, makeDay } from "./day.ts";
import { csvOf, ndjsonOf, withCutLine } from "./event-log.ts";
import { DAY } from "./stories.ts";

/** When the dialler was restarted and cut a line of its log. */
export const RESTARTED_AT = `${DAY}T13:00:00`;

export interface ExampleFile {
  readonly name: string;
  /** What is in the file once it is unpacked. */
  readonly content: Buffer;
  readonly gzipped: boolean;
}

/** Every file of examples/, made from the seed. */
export function exampleFiles(calls: readonly ExampleCall[] = makeDay()): ExampleFile[] {
  const of = (gateway: string) => calls.filter((call) => call.gateway === gateway);
  const csv = withCutLine(csvOf(of("Alderwick")), RESTARTED_AT);
  return [
    { name: `dialler-alderwick-${DAY}.csv`, content: Buffer.from(csv), gzipped: false },
    {
      name: `dialler-bluefinch-${DAY}.ndjson.gz`,
      content: Buffer.from(ndjsonOf(of("Bluefinch"))),
      gzipped: true,
    },
    { name: `dialler-dunmore-${DAY}.csv`, content: Buffer.from(csvOf(of("Dunmore"))), gzipped: false },
    { name: `edge-copperlane-${DAY}.pcap.gz`, content: captureOf(of("Copperlane")), gzipped: true },
  ];
}
