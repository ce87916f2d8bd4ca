import { expect, test } from "vitest";
import { parseSettings } from "../../../lib/settings/settings.ts";
import { brief, collect, iso } from "../collect.ts";

const OWN = "Wann,Ziel,Ergebnis,Leitung\n22/11/2026 14:00:00,4930200,486,berlin\n";

test("a table with columns of its own is read once the settings name them", async () => {
  await expect(collect(OWN)).rejects.toThrow('Name the columns in the settings of this source ("columns")');
  const { format, sightings } = await collect(OWN, {
    settings: { columns: { start: "Wann", to: "Ziel", code: "Ergebnis", gateway: "Leitung" } },
  });
  expect(format).toBe("own-table");
  expect(brief(sightings[0])).toEqual(["invite", "response 486"]);
  expect(sightings[0]).toMatchObject({ gateway: "berlin", attributes: { to: "4930200" } });
});

test("a table without a header is read by the numbers of its columns", async () => {
  const { sightings } = await collect("x;4930200;486;22.11.2026 14:00:00;y\n", {
    settings: { format: "own-table", columns: { start: 4, to: 2, code: 3 } },
  });
  expect(sightings[0]?.attributes.to).toBe("4930200");
  expect(iso(sightings[0]?.events[0]?.at)).toBe("2026-11-22T14:00:00.000Z");
});

test("columns by number are for tables that nobody else knows", async () => {
  const columns = { start: 1, to: 2, code: 3 };
  const known = "time,call_id,event\n2026-11-22 14:00:00,a,invite\n";
  expect((await collect(known, { settings: { columns } })).format).toBe("call-event-csv");
  const unknown = "22.11.2026 14:00:00;4930200;486\n";
  expect((await collect(unknown, { settings: { columns } })).format).toBe("own-table");
});

test("the format that the settings name is taken where detection cannot know", async () => {
  const row = `${Array(14).fill("x").join(",")},ANSWERED,DOCUMENTATION\n`;
  const read = await collect(row, { settings: { format: "asterisk-cdr" } });
  expect(read.rejected).toEqual([{ line: 1, reason: 'Time "x" is not a date' }]);
  await expect(collect(row, { settings: { format: "asterisc" } })).rejects.toThrow(
    /^Cannot use format "asterisc" of the settings: it is none of capture, /,
  );
});

test("dates with slashes are day first or month first as the log tells, else as the settings say, else day first with a note", async () => {
  const start = async (dates: string[], dayFirst?: boolean) => {
    const rows = dates.map((date) => `${date} 14:00:00,200,486\n`).join("");
    const { sightings, notes } = await collect(`start,to,sip_code\n${rows}`, { settings: { dayFirst } });
    return [iso(sightings[0]?.events[0]?.at).slice(0, 10), notes.length];
  };
  expect(await start(["3/4/2026", "25/4/2026"])).toEqual(["2026-04-03", 0]);
  expect(await start(["3/4/2026", "4/25/2026"])).toEqual(["2026-03-04", 0]);
  expect(await start(["3/4/2026"], false)).toEqual(["2026-03-04", 0]);
  expect(await start(["3/4/2026"])).toEqual(["2026-04-03", 1]);
});

test("a log whose dates turn out to be month first only after its first 64 KB is refused, not read wrongly", async () => {
  const log = `start,to,sip_code\n${"3/4/2026 14:00:00,200,486\n".repeat(3_000)}3/25/2026 14:00:00,200,486\n`;
  await expect(collect(log)).rejects.toThrow('set "dayFirst": false in the settings of this source');
  expect((await collect(log, { settings: { dayFirst: false } })).sightings.length).toBe(3_001);
});

test("the trunk in an Asterisk channel is found by the pattern of the settings", async () => {
  const row =
    '"","100","4930200","out","Anna","SIP/100-1","SIP/4930200@berlin-2-0000001a","Dial","x","2026-11-22 14:00:00","","2026-11-22 14:00:10",10,0,"BUSY","DOCUMENTATION"\n';
  const gateway = async (asteriskTrunk?: string) =>
    (await collect(row, { settings: { asteriskTrunk } })).sightings[0]?.gateway;
  expect(await gateway()).toBe("berlin-2");
  expect(await gateway("@(\\w+)")).toBe("berlin");
});

test("mistakes in the settings are told with their place", () => {
  const wrong = {
    sources: { pbx: { zone: "Berlin", columns: { starts: "x" }, asteriskTrunk: "(", dayfirst: true } },
  };
  let message = "";
  try {
    parseSettings(wrong);
  } catch (error) {
    message = String(error);
  }
  expect(message).toContain("Not an IANA time zone, such as Europe/Berlin");
  expect(message).toContain("Not a regular expression");
  expect(message).toContain("sources.pbx");
  expect(message).toContain("dayfirst");
});
