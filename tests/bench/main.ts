import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const PARTS = ["edit", "engine", "domain", "masks", "mask-engine", "codec", "ledger", "admin", "editor", "page-weight"];

/**
 * `npm run bench`: every figure beside its floor in the same run. Prints tables; judges nothing. Each part has a process
 * of its own, so that none inherits another's memory or environment; `npm run bench -- ledger editor` runs only those.
 */
const asked = process.argv.slice(2);
const unknown = asked.filter((part) => !PARTS.includes(part));
if (unknown.length > 0) {
  console.error(`There is no such part: ${unknown.join(", ")}. The parts are ${PARTS.join(", ")}.`);
  process.exit(2);
}
const failed = (asked.length > 0 ? asked : PARTS).filter((part) => {
  const file = fileURLToPath(new URL(`${part}.ts`, import.meta.url));
  return spawnSync(process.execPath, ["--conditions=react-server", file], { stdio: "inherit" }).status !== 0;
});
if (failed.length > 0) {
  console.error(`\nThese parts failed: ${failed.join(", ")}`);
  process.exitCode = 1;
}
