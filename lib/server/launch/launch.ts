import "server-only";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { freePort } from "#supabase/embedded/free-port.ts";
import type { Child } from "#supabase/embedded/process/child.ts";
import { runService, type Service } from "#supabase/embedded/process/service.ts";
import { beginStack } from "#supabase/embedded/stack.ts";
import type { StartError } from "#supabase/embedded/start-error.ts";
import type { LaunchEnvironment } from "../env.ts";
import { type PartOptions, startApp, startWorkerProcess, waitForAnswer } from "./app.ts";
import type { Backend } from "./backend.ts";
import { ensureBuild } from "./build.ts";
import { assertPortIsFree } from "./port.ts";
import { projectBackend } from "./project.ts";
import { sandboxEnvironment, startSandboxProcess } from "./sandbox.ts";
import { say } from "./say.ts";

/** The app closes at once but for open event streams, which need no more than to be cut. */
const APP_GRACE_MILLIS = 3_000;
/** The worker finishes what is almost done and hands the rest back. */
const WORKER_GRACE_MILLIS = 10_000;
const SANDBOX_GRACE_MILLIS = 1_000;

export interface LaunchOptions {
  /** The project's folder. */
  readonly root: string;
  readonly environment: LaunchEnvironment;
  /** `next dev` instead of a build. */
  readonly isDevelopment: boolean;
  /** Stand-ins in place of all providers: nothing leaves this machine, and nothing needs a key. */
  readonly isSandboxed: boolean;
  /** Aborted when everything should stop. */
  readonly stop: AbortSignal;
}

/**
 * Runs app and worker, and before them the embedded stack unless a Supabase project is configured. Resolves when all of it
 * has been stopped after `stop`.
 * @throws StartError, EnvironmentError or MigrationHistoryError when it cannot start, or when a part keeps crashing; by
 *   then everything has been stopped.
 */
export async function launch({ root, environment, isDevelopment, isSandboxed, stop }: LaunchOptions): Promise<void> {
  const startedAt = performance.now();
  const { PORT: port, REPAINT_DATA_DIR: dataDir, APP_URL } = environment;
  // Whoever sets the address has thought about who reaches it; otherwise this machine only.
  const host = process.env.APP_URL ? undefined : "127.0.0.1";
  await assertPortIsFree(port, host);

  const broken = Promise.withResolvers<never>();
  const watch = { note: say.note, giveUp: (reason: StartError) => broken.reject(reason) };
  const backend: Backend = environment.SUPABASE_URL
    ? projectBackend(environment)
    : await beginStack({ dataDir, appUrl: APP_URL, ...watch });
  const logs = path.resolve(dataDir, "logs");
  await mkdir(logs, { recursive: true, mode: 0o700 });

  const ending = new AbortController();
  let env: NodeJS.ProcessEnv = { ...process.env, ...backend.env, PORT: String(port) };
  const services: Service[] = [];
  const keep = async (name: string, stopGraceMillis: number, start: (part: PartOptions) => Promise<Child>) => {
    if (ending.signal.aborted) return;
    const logFile = path.join(logs, `${name}.log`);
    const part = { root, env, logFile, stop: ending.signal };
    services.push(
      await runService({ name: `The ${name}`, start: () => start(part), stopGraceMillis, logFile, ...watch }),
    );
  };
  const serve = async () => {
    const logFile = path.join(logs, "build.log");
    if (!isDevelopment) await ensureBuild({ root, logFile, onStart: say.building, stop: ending.signal });
    // Whoever reaches the app can sign in: the demo account is there.
    await backend.ready;
    await keep("app", APP_GRACE_MILLIS, (part) => startApp({ ...part, port, host, isDevelopment }));
  };
  const work = async () => {
    await backend.ready;
    await keep("worker", WORKER_GRACE_MILLIS, startWorkerProcess);
  };
  const pretend = async () => {
    const sandboxPort = await freePort();
    await keep("sandbox", SANDBOX_GRACE_MILLIS, (part) => startSandboxProcess({ ...part, port: sandboxPort }));
    if (!ending.signal.aborted) env = { ...env, ...(await sandboxEnvironment(sandboxPort)) };
  };
  const sandboxed = isSandboxed ? pretend() : Promise.resolve();
  const starting = [sandboxed, sandboxed.then(serve), sandboxed.then(work)];
  const ready = Promise.all(starting).then(() =>
    waitForAnswer(`http://127.0.0.1:${port}/api/health/ready`, ending.signal),
  );
  const stopped = aborted(stop);
  for (const promise of [ready, broken.promise]) promise.catch(() => undefined);
  try {
    await Promise.race([ready, broken.promise, stopped]);
    if (!stop.aborted) {
      const seconds = (performance.now() - startedAt) / 1000;
      say.ready({ url: APP_URL, seconds, demoEmail: backend.env.REPAINT_DEMO_EMAIL, logs, isSandboxed });
    }
    await Promise.race([stopped, broken.promise]);
  } finally {
    ending.abort();
    await Promise.allSettled(starting);
    await Promise.all(services.map((service) => service.stop()));
    await backend.stop();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
