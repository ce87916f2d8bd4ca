import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { LOG_FORMATS } from "../../lib/logs/formats.ts";
import { COLUMN_MEANINGS, parseSettings } from "../../lib/settings/settings.ts";
import { collect } from "./collect.ts";

const FORMATS = readFileSync(new URL("../../docs/formats.md", import.meta.url), "utf8");
const SETTINGS = readFileSync(new URL("../../docs/settings.md", import.meta.url), "utf8");

function example(text: string, kind: string): string {
  return new RegExp(`\`\`\`${kind}\n([\\s\\S]*?)\`\`\``).exec(text)![1]!;
}

test("every format has its place in the documentation, and every id there is one", () => {
  const ids = new Set(LOG_FORMATS.map(({ id }) => id));
  for (const id of ids) expect(FORMATS).toContain(`\`${id}\``);
});

test("no two vendors share an id, except layouts of the same log", () => {
  const shared = LOG_FORMATS.map(({ id }) => id).filter((id, i, all) => all.indexOf(id) !== i);
  expect(new Set(shared)).toEqual(
    new Set([
      "asterisk-cel",
      "freepbx-cdr",
      "twilio-call-summary",
      "twilio-status-callback",
      "teams-direct-routing",
      "amazon-chime-cdr",
      "telnyx-hangup",
      "signalwire-calls",
      "genesys-conversations",
      "libresbc-cdr",
      "didww-cdr-stream",
    ]),
  );
});

test("the call event log of the documentation is read as it says, as CSV and as JSON", async () => {
  expect((await collect(example(FORMATS, "csv"))).sightings.length).toBe(5);
  expect((await collect(example(FORMATS, "json"))).format).toBe("call-event-ndjson");
});

test("the settings of the documentation are valid, and every meaning of a column is explained", () => {
  const settings = parseSettings(JSON.parse(example(SETTINGS, "json")));
  expect(Object.keys(settings.sources)).toEqual(["pbx1", "dialler"]);
  for (const meaning of COLUMN_MEANINGS) expect(SETTINGS).toContain(`\`${meaning}\``);
});
