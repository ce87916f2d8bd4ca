import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Makes reports of logs and recounts them in programs that the tests cannot count on, by hand:
 *
 *     node --import tsx test/workbook/same-totals.ts examples/
 *
 * The calls by outcome and by last response that openpyxl counts on the sheets of calls, before and
 * after LibreOffice saved the workbook, must be those that `--json` tells.
 */
const COUNT_WITH_OPENPYXL = `
import collections, json, sys, warnings
import openpyxl
warnings.simplefilter("ignore")
outcomes, responses = collections.Counter(), collections.Counter()
for sheet in openpyxl.load_workbook(sys.argv[1]):
    if not sheet.title.startswith("Calls"): continue
    rows = list(sheet.iter_rows(values_only=True))
    top = next(i for i, row in enumerate(rows) if "Outcome" in row)
    outcome, response = rows[top].index("Outcome"), rows[top].index("Last response")
    for row in rows[top + 1:]:
        if row[outcome] is not None:
            outcomes[row[outcome]] += 1
            responses[str(row[response])] += 1
print(json.dumps({"outcomes": outcomes, "lastResponses": responses}))
`;

interface Counts {
  readonly outcomes: Readonly<Record<string, number>>;
  readonly lastResponses: Readonly<Record<string, number>>;
}

async function countsIn(path: string): Promise<string> {
  const { stdout } = await run("/usr/bin/python3", ["-c", COUNT_WITH_OPENPYXL, path]);
  return sorted(JSON.parse(stdout) as Counts);
}

function sorted({ outcomes, lastResponses }: Counts): string {
  const inOrder = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([inOrder(outcomes), inOrder(lastResponses)]);
}

const folder = await mkdtemp(join(tmpdir(), "same-totals-"));
try {
  const command = ["--import", "tsx", "infra/local/report.ts", "--json", "--out", folder];
  const { stdout } = await run(process.execPath, [...command, ...process.argv.slice(2)], { maxBuffer: 1e9 });
  const told = JSON.parse(stdout) as Counts & { readonly reports: readonly { readonly path: string }[] };
  const path = told.reports[0]!.path;
  const profile = `-env:UserInstallation=file://${folder}/profile`;
  const saved = join(folder, "saved");
  await run("soffice", [profile, "--headless", "--convert-to", "xlsx", "--outdir", saved, path]);
  const verdicts = {
    openpyxl: (await countsIn(path)) === sorted(told),
    "openpyxl after LibreOffice": (await countsIn(join(saved, basename(path)))) === sorted(told),
  };
  console.table(verdicts);
  process.exitCode = Object.values(verdicts).every(Boolean) ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
