import { expect, test } from "vitest";
import { parseReportArguments } from "../../infra/local/cli/report-arguments.ts";
import { parseStartArguments } from "../../infra/local/cli/start-arguments.ts";
import { UsageError } from "../../infra/local/cli/usage-error.ts";

test("a folder alone makes one report over all its files in UTC", () => {
  expect(parseReportArguments(["examples/"])).toEqual({
    paths: ["examples/"],
    out: "reports",
    kind: "set",
    zone: "UTC",
    source: "local",
    settings: "",
    json: false,
    calls: false,
    tickets: false,
    help: false,
  });
});

test("every option of the contract is understood", () => {
  const options =
    "--out o --kind day --zone Asia/Kathmandu --source pbx1 --settings s.json --json --calls --tickets a b";
  expect(parseReportArguments(options.split(" "))).toEqual({
    paths: ["a", "b"],
    out: "o",
    kind: "day",
    zone: "Asia/Kathmandu",
    source: "pbx1",
    settings: "s.json",
    json: true,
    calls: true,
    tickets: true,
    help: false,
  });
});

test("help is given even where no file is", () => {
  expect(parseReportArguments(["--help"]).help).toBe(true);
  expect(parseReportArguments(["-h"]).help).toBe(true);
});

test.for([
  [[], "No file or folder given"],
  [["--kind", "week", "a"], 'Cannot make reports of kind "week": wanted set, file, day'],
  [["--zone", "Berlin", "a"], 'Cannot use zone "Berlin": not an IANA time zone such as Europe/Berlin'],
  [["--source", "a/b", "a"], 'Cannot use source "a/b": wanted the name of one folder'],
  [["--source", "..", "a"], 'Cannot use source "..": wanted the name of one folder'],
  [["--calls", "a"], "Cannot list calls without --json"],
] as const)("%j is refused with a sentence that says what is wrong", ([argv, message]) => {
  expect(() => parseReportArguments([...argv])).toThrow(new UsageError(message));
});

test("an option that does not exist is refused by its name", () => {
  expect(() => parseReportArguments(["--colour", "a"])).toThrow(/--colour/);
  expect(() => parseStartArguments(["--colour"])).toThrow(/--colour/);
});

test("the watched folder lies in the data folder unless it is named", () => {
  expect(parseStartArguments(["--data", "d"]).watch).toBe("d/inbox");
  expect(parseStartArguments(["--data", "d", "--watch", "w"]).watch).toBe("w");
});

test("a port that is none is refused", () => {
  for (const port of ["http", "70000", "-1", "1.5"])
    expect(() => parseStartArguments([`--port=${port}`])).toThrow(`Cannot use port "${port}"`);
});
