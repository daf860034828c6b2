import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

/**
 * Everything that needs neither a database nor a browser. The looks at the source run beside the unit tests, which wait
 * for sockets and processes for a part of their time; what they say comes once they have ended, so that nothing is mixed.
 */
const SOURCE = ["lint", "types", "boundaries", "unused"];
const TESTS = "test:unit";

const tests = run(TESTS, "inherit");
const failed: string[] = [];
for (const script of SOURCE) {
  const { code, said } = await run(script, "pipe");
  console.log(`\n${said.trim()}`);
  if (code !== 0) failed.push(script);
}
if ((await tests).code !== 0) failed.push(TESTS);
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.map((script) => `npm run ${script}`).join(", ")}`);
  process.exitCode = 1;
}

/** What a script of package.json answers and, where it is not said at once, says. */
async function run(script: string, output: "inherit" | "pipe"): Promise<{ code: number | null; said: string }> {
  // By the shell, for on Windows npm is one of its scripts.
  const child = spawn(`npm run ${script}`, { shell: true, stdio: ["ignore", output, output] });
  const ended = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  const said = await Promise.all([child.stdout, child.stderr].map((stream) => (stream ? text(stream) : "")));
  return { code: await ended, said: said.join("") };
}
