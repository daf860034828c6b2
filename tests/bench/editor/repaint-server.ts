import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "#supabase/embedded/free-port.ts";
import { waitFor } from "#tests/integration/wait.ts";
import type { Served } from "./candidates.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** The product as a newcomer starts it, with an empty data folder; built first where its sources have changed. */
export async function serveRepaint(settings: Readonly<Record<string, string>> = {}): Promise<Served> {
  const dataDir = await mkdtemp(join(tmpdir(), "repaint-bench-"));
  const port = await freePort();
  const variables = { PORT: String(port), REPAINT_DATA_DIR: dataDir, PREPARE_SELECTIONS: "0", ...settings };
  const child = spawn(process.execPath, ["--conditions=react-server", "lib/server/launch/start.mjs"], {
    cwd: ROOT,
    env: { ...process.env, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // Whoever stops the bench stops this too; Ctrl-C reaches both by itself.
  process.once("SIGTERM", () => {
    child.kill("SIGTERM");
    process.exit(143);
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  const exited = once(child, "exit");
  const failed = exited.then(() => Promise.reject(new Error(`Repaint did not start: ${said}`)));
  // Its own word, not the health probe's: that answers before there is a demo account.
  await Promise.race([waitFor("Repaint to be ready", async () => said.includes("is ready")), failed]);
  failed.catch(() => undefined);
  return {
    url: `http://localhost:${port}`,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGTERM");
      await exited;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
