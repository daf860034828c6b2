import "server-only";
import { createEngine } from "#lib/engine/host.ts";
import { createSelector } from "#lib/engine/select/selector.ts";
import { configureProviders } from "#lib/providers/registry.ts";
import { closeDatabase } from "./database.ts";
import { env } from "./env.ts";
import { log } from "./log.ts";
import { startWorker } from "./start-worker.ts";

/** The worker process (`npm run worker`). Ends on SIGTERM and Ctrl-C when its edits are done or handed back. */
const { LOCAL_MODEL_PATH } = env();
const engine = createEngine({
  ...(LOCAL_MODEL_PATH && { modelPath: LOCAL_MODEL_PATH }),
  onFallback: (reason) => log.warn({ reason }, "the local engine works without its model"),
});
configureProviders({ env: env(), engine });
const selector = createSelector({
  onFallback: (reason) => log.warn({ reason }, "objects are selected by colour alone"),
});
const worker = await startWorker({ selector });
log.info("worker ready");

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void end(0));
worker.failed.catch((error) => {
  // Whoever supervises this process starts a fresh one.
  log.error({ err: error }, "the job queue stopped");
  void end(1);
});

async function end(code: number): Promise<void> {
  await worker.stop();
  await Promise.all([engine.close(), selector.close()]);
  await closeDatabase();
  process.exit(code);
}
