// Prints "N passed, N failed" from the JSON results of every test run in a folder.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, status] = process.argv.slice(2);
let passed = 0;
let failed = 0;
for (const name of readdirSync(folder)) {
  const results = resultsIn(join(folder, name));
  if (!results) {
    failed++;
    continue;
  }
  passed += results.numPassedTests;
  // A file that cannot even be loaded has no test that could fail.
  const unloadable = results.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  failed += results.numFailedTests + unloadable.length;
}
if (status !== "0" && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);

/** Null if the run was cut off while it wrote. */
function resultsIn(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}
