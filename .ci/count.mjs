// Adds up what the test runners wrote and prints `N passed, N failed`.
import { existsSync, readFileSync } from "node:fs";

const total = { passed: 0, failed: 0 };
for (const project of ["unit", "integration"]) {
  const report = read(`.reports/vitest-${project}.json`);
  total.passed += report?.numPassedTests ?? 0;
  // A file that fails before its first test counts too.
  total.failed += Math.max(report?.numFailedTests ?? 0, report?.numFailedTestSuites && !report.numFailedTests ? 1 : 0);
}
const stats = read(".reports/playwright.json")?.stats;
total.passed += (stats?.expected ?? 0) + (stats?.flaky ?? 0);
total.failed += stats?.unexpected ?? 0;
console.log(`${total.passed} passed, ${total.failed} failed`);

function read(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}
