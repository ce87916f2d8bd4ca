import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import { makeDay } from "../examples/day.ts";
import { STORIES } from "../examples/stories.ts";
import { folderWith } from "./folder.ts";
import { runReportCommand } from "./spawn-command.ts";

// Each run starts a whole stack.
vi.setConfig({ testTimeout: 180_000 });

const EXAMPLES = fileURLToPath(new URL("../../examples/", import.meta.url));
const HEADER = "time,call_id,event,code,reason,q850,direction,gateway,agent,from,to";

/** Two lines of our call event log: a call at this time that ends with this code. */
function callLines(time: string, callId: string, code: number): string {
  const rest = "outbound,Alderwick,agent-101,+442079460990,+442079460123";
  return `${time}Z,${callId},invite,,,,${rest}\n${time}.500Z,${callId},response,${code},,,${rest}\n`;
}

const isWorkbook = (path: string) => readFileSync(path).subarray(0, 4).equals(Buffer.from("PK\x03\x04"));

test("every call of the examples ends in the report as it was made to end", async () => {
  const { code, stdout, stderr } = await runReportCommand(
    "--json",
    "--calls",
    "--out",
    folderWith({}),
    EXAMPLES,
  );
  expect(code, stderr).toBe(0);
  const { calls, files, reports, lastResponses } = JSON.parse(stdout);
  const day = makeDay();
  // A capture shows no kill where nothing was sent after the INVITE.
  const unseen = (call: (typeof day)[number]) => call.gateway === "Copperlane" && call.lastResponse === 0;
  const wanted = day.map((call) => [call.callId, call.lastResponse, unseen(call) ? null : call.endedBy]);
  const found = calls.map((call: Record<string, unknown>) => [call.callId, call.lastResponse, call.endedBy]);
  expect(new Set(found.map(String))).toEqual(new Set(wanted.map(String)));
  expect(found).toHaveLength(wanted.length);

  expect(files.map((file: { state: string }) => file.state)).toEqual(Array(4).fill("committed"));
  expect(files[0].rejections).toEqual([{ line: 4393, reason: expect.any(String) }]);
  const { numbers } = STORIES.deadNumbers;
  expect(lastResponses["404"]).toBe(numbers * 3 + 27);
  expect(reports).toHaveLength(1);
  expect(reports[0].totals).toMatchObject({ calls: 5472, answered: 2054 });
  expect(isWorkbook(reports[0].path)).toBe(true);
});

test("a person is told how the calls ended, who has to act, and where the workbook is", async () => {
  const out = folderWith({});
  const log = folderWith({ "calls.csv": `${HEADER}\n${callLines("2026-11-20T10:00:00", "a", 486)}` });
  const { code, stdout } = await runReportCommand("--out", out, log);
  expect(code).toBe(0);
  expect(stdout).toContain("1 call: 0 answered (0.0 %)");
  expect(stdout).toMatch(/1 {2}486 Busy Here: .+\n +→ subscriber: /);
  expect(stdout).toMatch(/Link: +http:\/\/127\.0\.0\.1:\d+\/r\/[\w-]{43}\n/);
  const path = /Workbook: (.+) \(/.exec(stdout)![1]!;
  expect(path.startsWith(out)).toBe(true);
  expect(isWorkbook(path)).toBe(true);
});

test("what cannot be read is named with file and reason, and the rest is reported", async () => {
  const odd = "a b+c%20/журнал 😀+%.csv";
  const logs = folderWith({
    "empty.csv": "",
    "photo.csv": Buffer.from("ffd8ffe000104a46494600010100", "hex"),
    [odd]: `${HEADER}\n${callLines("2026-11-20T10:00:00", "a", 404)}`,
    "refused.csv": `${HEADER}\nyesterday,b,invite,,,,,,,,\n`,
  });
  const { code, stdout, stderr } = await runReportCommand(
    "--json",
    "--out",
    folderWith({}),
    "--source",
    "pbx 1",
    logs,
  );
  expect(code).toBe(3);
  const { files, reports } = JSON.parse(stdout);
  expect(
    Object.fromEntries(files.map((file: { key: string; state: string }) => [file.key, file.state])),
  ).toEqual({
    [`uploads/pbx 1/${odd}`]: "committed",
    "uploads/pbx 1/empty.csv": "quarantined",
    "uploads/pbx 1/photo.csv": "quarantined",
    "uploads/pbx 1/refused.csv": "quarantined",
  });
  expect(stderr).toMatch(/^Could not be read: .*uploads\/pbx 1\/empty\.csv.*empty/m);
  expect(stderr).toMatch(/^Could not be read: .*uploads\/pbx 1\/photo\.csv.*JPEG/m);
  expect(stderr).toMatch(/^Could not be read: .*uploads\/pbx 1\/refused\.csv.*line 2/m);
  expect(reports[0].totals.calls).toBe(1);
});

test("calls on both sides of local midnight make two days, and none of UTC's", async () => {
  const lines =
    callLines("2026-11-20T18:14:59", "before", 200) + callLines("2026-11-20T18:15:00", "after", 480);
  const options = ["--kind", "day", "--zone", "Asia/Kathmandu", "--json", "--out", folderWith({})];
  const { stdout } = await runReportCommand(...options, folderWith({ "calls.csv": `${HEADER}\n${lines}` }));
  const { reports } = JSON.parse(stdout);
  expect(reports.map((report: { period: string; totals: object }) => [report.period, report.totals])).toEqual(
    [
      ["2026-11-20", expect.objectContaining({ calls: 1, answered: 1 })],
      ["2026-11-21", expect.objectContaining({ calls: 1, answered: 0 })],
    ],
  );
});

test("each file can have a report of its own, under its own name", async () => {
  const log = (id: string) => `${HEADER}\n${callLines("2026-11-20T10:00:00", id, 503)}`;
  const logs = folderWith({ "x/calls.csv": log("a"), "y/calls.csv": log("b") });
  const { stdout } = await runReportCommand("--kind", "file", "--json", "--out", folderWith({}), logs);
  const { reports } = JSON.parse(stdout);
  expect(reports.map((report: { period: string[] }) => report.period)).toEqual([
    ["uploads/local/x/calls.csv"],
    ["uploads/local/y/calls.csv"],
  ]);
  expect(new Set(reports.map((report: { path: string }) => report.path)).size).toBe(2);
});

test("settings name a gateway that the log knows by its trunk", async () => {
  const settings = JSON.stringify({ sources: { local: { gateways: { Alderwick: "Provider A" } } } });
  const folder = folderWith({
    "settings.json": settings,
    "logs/calls.csv": `${HEADER}\n${callLines("2026-11-20T10:00:00", "a", 486)}`,
  });
  const options = [
    "--json",
    "--calls",
    "--settings",
    join(folder, "settings.json"),
    "--out",
    join(folder, "out"),
  ];
  const { stdout } = await runReportCommand(...options, join(folder, "logs"));
  expect(JSON.parse(stdout).calls[0].gateway).toBe("Provider A");
});

test.for([
  [[], "No file or folder given"],
  [["--kind", "week", "a.csv"], 'Cannot make reports of kind "week"'],
  [["/no/such/log.csv"], 'Cannot read "/no/such/log.csv": no such file or folder'],
] as const)(
  "%j is wrong usage: a sentence, a hint, exit code 2, nothing on stdout",
  async ([args, message]) => {
    const { code, stdout, stderr } = await runReportCommand(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).toContain("npm run report -- --help");
  },
);

test("settings with a mistake are wrong usage, and the mistake is named", async () => {
  const folder = folderWith({ "s.json": '{"zones":"UTC"}', "a.csv": HEADER });
  const { code, stderr } = await runReportCommand(
    "--settings",
    join(folder, "s.json"),
    join(folder, "a.csv"),
  );
  expect(code).toBe(2);
  expect(stderr).toContain("zones");
});

test("help goes to stdout and is no failure", async () => {
  const { code, stdout } = await runReportCommand("--help");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Usage: npm run report/);
});
