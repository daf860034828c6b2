import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A real worker process. What it logs goes to `logFile`, or nowhere. `preload`: a module it loads before all else. */
export function startWorkerProcess(
  env: Readonly<Record<string, string>>,
  { logFile, preload }: { logFile?: string; preload?: string } = {},
): ChildProcess {
  const log = logFile === undefined ? null : openSync(logFile, "a");
  const before = preload === undefined ? [] : ["--import", preload];
  const worker = spawn(process.execPath, ["--conditions=react-server", ...before, "lib/server/worker.ts"], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ["ignore", log ?? "ignore", log ?? "inherit"],
  });
  if (log !== null) closeSync(log);
  return worker;
}

/** Ends it without warning, and waits until it has ended. */
export async function kill(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  worker.kill("SIGKILL");
  await once(worker, "exit");
}
