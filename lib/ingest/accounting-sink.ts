import type { Collector } from "../calls/collector.ts";
import type { RecordSink } from "../logs/format/log-format.ts";
import type { RecordAccount } from "./record-account.ts";

/** Gathers what a reader finds and accounts for each record; one that tells nothing new counts as repeated. */
export function accountingSink(collector: Collector, account: RecordAccount, notes: string[]): RecordSink {
  return {
    use(sightings) {
      let rule: "repeated" | "mid-call" | "other-method" | undefined;
      let news = false;
      for (const sighting of sightings) {
        const added = collector.add(sighting);
        if (added === "news") news = true;
        else if (rule === undefined || added === "repeated") rule = added;
      }
      if (news) account.use();
      else account.ignore(rule ?? "repeated");
    },
    ignore: (rule) => account.ignore(rule),
    reject: (line, reason) => account.reject(line, reason),
    unknownResult: (word) => account.unknownResult(word),
    note: (text) => notes.push(text),
  };
}
