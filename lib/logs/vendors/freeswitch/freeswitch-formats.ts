import { XMLParser } from "fast-xml-parser";
import type { LogFormat } from "../../format/log-format.ts";
import { plainProfile } from "../../rows/profile-match.ts";
import { flatObject } from "../../tables/flat-object.ts";
import { type JsonLog, type JsonObject, profileJson } from "../../tables/json-format.ts";
import { rowReaderOf, timesOf } from "../../tables/table-format.ts";
import { eachLine, MAX_RECORD_BYTES } from "../../text/lines.ts";
import { channelVariables, FREESWITCH_PROFILE, freeswitchRow } from "./freeswitch-cdr.ts";

const PROFILE: typeof FREESWITCH_PROFILE = {
  ...FREESWITCH_PROFILE,
  endedBy: { caller: "caller", callee: "callee" },
};

/** mod_json_cdr: one document per leg. */
export const freeswitchJson: JsonLog = profileJson(PROFILE, {
  keys: ["core-uuid", "variables"],
  unwrap: ({ variables }) =>
    typeof variables === "object" && variables !== null
      ? [freeswitchRow(channelVariables(variables as JsonObject))]
      : [],
});

/** mod_xml_cdr: one document per leg, or several after each other. */
export const freeswitchXmlFormat: LogFormat = {
  id: "freeswitch-xml-cdr",
  title: "FreeSWITCH CDR (XML)",

  recognise: ({ text }) => /^\s*(?:<\?xml[^>]*>\s*)?<cdr[\s>]/.test(text),

  async read(bytes, context, sink) {
    const plain = plainProfile(PROFILE);
    const names = Object.values(plain.columns).flat();
    const times = timesOf(context, "", false);
    const row = flatObject(names);
    const read = rowReaderOf(plain, names, { ...context, times, sink });
    // Numbers stay text: a phone number may begin with 0 or +.
    const parser = new XMLParser({
      parseTagValue: false,
      parseAttributeValue: false,
      ignoreAttributes: true,
    });
    let lines: string[] = [];
    let length = 0;
    let startLine = 1;

    await eachLine(bytes, {
      line(text, number) {
        if (lines.length === 0) startLine = number;
        lines.push(text);
        length += text.length;
        if (text.includes("</cdr>")) end();
        else if (length > MAX_RECORD_BYTES) end("XML document is longer than 1 MB");
      },
      tooLong: (number) => sink.reject(number, "Line is longer than 1 MB"),
    });
    if (lines.some((line) => line.trim() !== "")) end("XML document is not closed");
    for (const note of times.notes()) sink.note?.(note);

    function end(problem?: string): void {
      const text = lines.join("\n");
      lines = [];
      length = 0;
      const variables = problem === undefined ? variablesOf(parser, text) : undefined;
      if (!variables) {
        sink.reject(startLine, problem ?? "Not a CDR in XML");
        return;
      }
      row.load(freeswitchRow(channelVariables(variables)));
      read(row, startLine);
    }
  },
};

function variablesOf(parser: XMLParser, text: string): JsonObject | undefined {
  try {
    const document = parser.parse(text) as { cdr?: { variables?: JsonObject } };
    return document.cdr?.variables;
  } catch {
    return undefined;
  }
}
