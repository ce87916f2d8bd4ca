import type { Sighting } from "../../calls/sighting.ts";
import type { LogFormat, LogSample } from "../format/log-format.ts";
import { plainProfile } from "../rows/profile-match.ts";
import type { RowProfile } from "../rows/row-profile.ts";
import { headOf } from "../text/head.ts";
import { eachObject } from "../text/json-objects.ts";
import { SAMPLE_BYTES, sampleOf } from "../text/sample.ts";
import { flatObject } from "./flat-object.ts";
import { rowReaderOf, type TableContext, timesOf } from "./table-format.ts";

export type JsonObject = Record<string, unknown>;

/** Reads one object of a log. */
export type ObjectReader = (object: JsonObject, line: number) => void;

export interface JsonLog {
  readonly id: string;
  readonly title: string;
  /** Times without a zone are UTC; else they are in the zone of the source. */
  readonly utc?: boolean;
  /** Keys that stand near the start of such a log. */
  readonly keys: readonly string[];
  /** Arrays that hold the records of a page. */
  readonly wrappers?: readonly string[];
  readerOf(context: TableContext): ObjectReader;
}

/** A JSON log of any shape: one object, an array, one object per line, a page of results. */
export function jsonFormat(log: JsonLog): LogFormat {
  return {
    id: log.id,
    title: log.title,
    recognise: (sample) => isJson(sample) && log.keys.every((key) => hasKey(sample.text, key)),
    async read(bytes, context, sink) {
      const { head, complete, all } = await headOf(bytes, SAMPLE_BYTES);
      const times = timesOf(context, sampleOf(head, complete).text, log.utc === true);
      const read = log.readerOf({ ...context, times, sink });
      await eachObject(
        all,
        { object: read, broken: (line, reason) => sink.reject(line, reason) },
        log.wrappers,
      );
      for (const note of times.notes()) sink.note?.(note);
    },
  };
}

/**
 * A profile whose rows are JSON objects.
 *
 * @param unwrap gives the rows that an object holds; none = the object is of another kind.
 */
export function profileJson(
  profile: RowProfile,
  log: {
    keys: readonly string[];
    wrappers?: readonly string[];
    unwrap?: (object: JsonObject) => JsonObject[];
  },
): JsonLog {
  const plain = plainProfile(profile);
  const names = [...new Set(Object.values(plain.columns).flat())];
  return {
    id: profile.id,
    title: profile.title,
    utc: profile.utc === true,
    keys: log.keys,
    wrappers: log.wrappers,
    readerOf(context) {
      const row = flatObject(names);
      const collected = oneRecord(context.sink);
      const read = rowReaderOf(plain, names, { ...context, sink: collected.sink });
      return (object, line) => {
        for (const part of log.unwrap ? log.unwrap(object) : [object]) {
          row.load(part);
          read(row, line);
        }
        collected.end();
      };
    },
  };
}

/** One object may hold several calls: it is still one record of the log. */
function oneRecord(sink: TableContext["sink"]) {
  let sightings: Sighting[] = [];
  let rejection: [line: number, reason: string] | undefined;
  return {
    sink: {
      use: (more: readonly Sighting[]) => void sightings.push(...more),
      ignore: () => {},
      unknownResult: (word: string) => sink.unknownResult?.(word),
      reject(line: number, reason: string): void {
        rejection ??= [line, reason];
      },
    },
    end(): void {
      if (sightings.length > 0) sink.use(sightings);
      else if (rejection) sink.reject(...rejection);
      else sink.ignore("other-record");
      sightings = [];
      rejection = undefined;
    },
  };
}

function isJson({ text }: LogSample): boolean {
  // CloudWatch exports put a time before each object.
  return /^\s*(?:[{[]|\d{4}-\d\d-\d\dT\S+ \{)/.test(text.slice(0, 200));
}

/** Also where the object is a string within another one: \"key\". */
function hasKey(text: string, key: string): boolean {
  return text.includes(`"${key}"`) || text.includes(`\\"${key}\\"`);
}
