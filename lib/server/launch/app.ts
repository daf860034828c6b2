import "server-only";
import path from "node:path";
import { type Child, startChild } from "#supabase/embedded/process/child.ts";
import { StartError } from "#supabase/embedded/start-error.ts";
import { nextProgram } from "./build.ts";

/** Preloaded into every part: it ends when the launcher is gone. */
export const EXIT_WITH_PARENT = new URL("../../../supabase/embedded/process/exit-with-parent.ts", import.meta.url).href;
const POLL_MILLIS = 50;

export interface PartOptions {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** Aborted when everything ends, also while this part still starts. */
  readonly stop: AbortSignal;
}

export interface AppOptions extends PartOptions {
  readonly port: number;
  /** The address to listen on; undefined means all. */
  readonly host: string | undefined;
  readonly isDevelopment: boolean;
}

/** Starts the web process and resolves when it answers requests, or has been told to stop. */
export async function startApp({ root, env, logFile, stop, port, host, isDevelopment }: AppOptions): Promise<Child> {
  const where = ["-p", String(port), ...(host === undefined ? [] : ["-H", host])];
  const child = startChild({
    name: "The app",
    args: ["--import", EXIT_WITH_PARENT, nextProgram, isDevelopment ? "dev" : "start", ...where],
    env: { ...env, NODE_ENV: isDevelopment ? "development" : "production", NEXT_TELEMETRY_DISABLED: "1" },
    cwd: root,
    logFile,
  });
  return whenItAnswers(child, `http://127.0.0.1:${port}/api/health/live`, { logFile, stop });
}

/** Starts the worker process. */
export async function startWorkerProcess({ root, env, logFile }: PartOptions): Promise<Child> {
  const script = path.join(root, "lib/server/worker.ts");
  return startChild({
    name: "The worker",
    args: ["--import", EXIT_WITH_PARENT, "--conditions=react-server", script],
    env,
    cwd: root,
    logFile,
    isInBackground: true,
  });
}

/** @throws StartError when the child ends before it answers there. */
export async function whenItAnswers(
  child: Child,
  url: string,
  { logFile, stop }: Pick<PartOptions, "logFile" | "stop">,
): Promise<Child> {
  const failed = child.exited.then((ended) => {
    throw new StartError(`${child.name} ${ended} while it started. The reason is at the end of ${logFile}.`);
  });
  await Promise.race([waitForAnswer(url, stop), failed]);
  return child;
}

/** Resolves when the address answers 200, or when it need not any more. */
export async function waitForAnswer(url: string, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const status = await fetch(url, { signal: AbortSignal.timeout(30_000) }).then(
      (response) => response.body?.cancel().then(() => response.status),
      () => 0,
    );
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLIS));
  }
}
