import { CALL_FIELD_NAMES, CALL_FIELDS, type CallFieldType } from "../../lib/calls/call-fields.ts";
import { callHeaders } from "../../lib/text/en/headers.ts";

const TYPES: Readonly<Record<CallFieldType, string>> = {
  text: "text",
  word: "word",
  words: "list of words",
  time: "time",
  duration: "duration",
  code: "code",
  codes: "list of codes",
  offsets: "list of durations",
  attempts: "list of attempts",
  "yes-no": "true or false",
};

/** docs/call-fields.md: every field of a call in JSON, in the CSV twin and in the sheet Calls. */
export function callFieldsDocument(): string {
  const headers = callHeaders("zone");
  const rows = CALL_FIELD_NAMES.map((name) => {
    const { type, unit, meaning, source } = CALL_FIELDS[name];
    const typeAndUnit = unit === "" ? TYPES[type] : `${TYPES[type]}, ${unit}`;
    return `| \`${name}\` | ${typeAndUnit} | ${headers[name]} | ${meaning} | ${source} |`;
  });
  return `# The fields of a call

<!-- Made by \`npm run docs\` from lib/calls/call-fields.ts; a test compares them. -->

What \`npm run report -- --json --calls\` prints of each call, and what the twins \`calls.json\` and \`calls.csv\` of every
report hold, in this order; the column is the one of the sheet Calls. Unknown is \`null\`, in CSV an empty cell; a text or
word that the log does not say is empty. Times are ISO 8601 in UTC. The CSV separates the entries of a list by spaces.

| field | type | column | meaning | source |
| --- | --- | --- | --- | --- |
${rows.join("\n")}

A new field is one row of the table in \`lib/calls/call-fields.ts\` and one header in \`lib/text/en/headers.ts\`; neither
can be forgotten, since the types ask for them, and a test asks for its place in the sheet.
`;
}
