import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { freePort } from "#supabase/embedded/free-port.ts";
import { waitFor } from "#tests/integration/wait.ts";
import type { Served } from "./editor/candidates.ts";

const PROGRAM = createRequire(import.meta.url).resolve("next/dist/bin/next");
const FOLDER = fileURLToPath(new URL("empty-page", import.meta.url));

/** Builds a page with nothing on it by the framework that Repaint is built by, and serves it. */
export async function serveEmptyPage(): Promise<Served> {
  const [code] = await once(run("build"), "exit");
  if (code !== 0) throw new Error(`the empty page was not built: next ended with code ${code}`);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = run("start", "-p", String(port), "-H", "127.0.0.1");
  const exited = once(server, "exit");
  const answers = () =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
  await waitFor("the empty page to answer", answers);
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      server.kill("SIGTERM");
      await exited;
    },
  };
}

const run = (...args: readonly string[]) =>
  spawn(process.execPath, [PROGRAM, ...args], {
    cwd: FOLDER,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "ignore", "inherit"],
  });
