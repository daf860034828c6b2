import "server-only";
import { parseLaunchEnvironment } from "../env.ts";
import { loadEnvFiles } from "../env-files.ts";
import { examine } from "./doctor.ts";

/** `npm run stripe:doctor`: tells whether tokens can be sold, and what to do where they cannot. Ends with 1 then. */
loadEnvFiles();
const findings = await examine(parseLaunchEnvironment(process.env));
for (const { ok, what, fix } of findings) {
  console.log(`${ok ? "ok " : "NO "} ${what}`);
  if (fix) console.log(`    ${fix}`);
}
process.exitCode = findings.every(({ ok }) => ok) ? 0 : 1;
