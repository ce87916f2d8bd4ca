import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { CallEvent } from "../../../lib/sip/call-event.ts";
import { type Collected, collect, iso } from "../collect.ts";

/*
 * Each document in this folder is a specification: under a heading that says what is true, a log
 * and what is read from it. UPDATE_DOCUMENTS=1 writes down what is read now, to be checked by eye.
 */
const FOLDER = new URL("./", import.meta.url);
const CASE =
  /^## (?<title>.+)\n+(?:[^`#].*\n+)*```(?<kind>\w+)\n(?<log>[\s\S]*?)```\n+```calls\n(?<calls>[\s\S]*?)```/gm;

const documents = readdirSync(FOLDER).filter((name) => name.endsWith(".md"));

for (const name of documents) {
  const path = new URL(name, FOLDER);
  const text = readFileSync(path, "utf8");
  const cases = [...text.matchAll(CASE)].map((match) => match.groups!);
  test.for(cases.map((group) => [group.title!, group.log!, group.calls!] as const))(
    `${name}: %s`,
    async ([, log, calls]) => {
      const read = shown(await collect(log, { chunkSize: 11 }));
      if (process.env.UPDATE_DOCUMENTS === "1") {
        const current = readFileSync(path, "utf8");
        writeFileSync(
          path,
          current.replace(
            `${log}\`\`\`\n\n\`\`\`calls\n${calls}`,
            () => `${log}\`\`\`\n\n\`\`\`calls\n${read}`,
          ),
        );
        return;
      }
      expect(read).toBe(calls);
    },
  );
}

test("every document holds cases, and every heading has a log and its calls", () => {
  for (const name of documents) {
    const text = readFileSync(new URL(name, FOLDER), "utf8");
    expect([name, [...text.matchAll(CASE)].length]).toEqual([name, text.match(/^## /gm)?.length]);
  }
});

function shown(read: Collected): string {
  const lines = [`format ${read.format}`];
  for (const { callId, basis, whole, callerTag, gateway, events, attributes } of read.sightings) {
    const { from, to, ...others } = attributes;
    const about = Object.entries({ from, to, gateway: gateway || undefined, ...others })
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `${key}=${value}`);
    lines.push(
      [`call ${callId}`, basis, whole ? "whole" : "", callerTag === "" ? "" : `tag=${callerTag}`, ...about]
        .filter(Boolean)
        .join(" "),
    );
    for (const event of events) lines.push(`  ${eventText(event)}`);
  }
  for (const rule of new Set(read.ignored))
    lines.push(`ignored ${rule}: ${read.ignored.filter((other) => other === rule).length}`);
  for (const { line, reason } of read.rejected) lines.push(`rejected line ${line}: ${reason}`);
  for (const note of read.notes) lines.push(`note ${note}`);
  return `${lines.join("\n")}\n`;
}

function eventText({ at, kind, code, by, reason, q850, cseq }: CallEvent): string {
  return [
    at === 0 ? "at an unknown time" : iso(at),
    kind,
    code === 0 && kind !== "response" ? "" : String(code),
    reason === "" ? "" : `"${reason}"`,
    q850 === 0 ? "" : `cause ${q850}`,
    (kind === "response" || kind === "invite" || kind === "cancel") && cseq > 1 ? `cseq ${cseq}` : "",
    by === "" || kind === "response" || kind === "invite" || kind === "bye-response" ? "" : `by ${by}`,
  ]
    .filter(Boolean)
    .join(" ");
}
