// Adds up the reports of vitest and of `npm run fault -- --json FILE`; its last line is plain.
import { readFileSync } from "node:fs";

let passed = 0;
let failed = 0;
let skipped = 0;
for (const file of process.argv.slice(2)) {
  let r;
  try {
    r = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    failed += 1;
    continue;
  }
  passed += r.numPassedTests;
  // A file that does not load has no test to fail.
  failed += Math.max(r.numFailedTests, r.numFailedTestSuites > 0 ? 1 : 0);
  skipped += r.numPendingTests + (r.numTodoTests ?? 0);
}
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
