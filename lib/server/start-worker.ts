import "server-only";
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { Logger, type Runner, run, type TaskList } from "graphile-worker";
import { z } from "zod";
import type { Selector } from "#lib/engine/select/selector.ts";
import { deleteAccount } from "./account-deletion/delete-account.ts";
import { env } from "./env.ts";
import { ingestImage } from "./ingest-image.ts";
import { sweepLots } from "./ledger.ts";
import { listen } from "./listen.ts";
import { log } from "./log.ts";
import { createPixelBudget } from "./pixel-budget.ts";
import { retryAccounts } from "./provider-gate/retry-accounts.ts";
import { queuePool } from "./queue-pool.ts";
import { CRONTAB, RECURRING_TASKS } from "./recurring-tasks.ts";
import { reblendEdit } from "./run-edit/reblend.ts";
import { runEdit, type WorkerContext } from "./run-edit/run-edit.ts";
import { selectionTasks } from "./select-object/selection-tasks.ts";
import { removeBelow, removeObject } from "./storage.ts";
import { sweepDeletions } from "./store/account-deletions.ts";
import { noteWorker } from "./store/admin/jobs.ts";
import { refreshFigures } from "./store/admin/overview.ts";
import { sweepAppearances } from "./store/appearances.ts";
import { sweepEdits } from "./store/edit-runs.ts";
import { hasImage, sweepImages } from "./store/images.ts";
import { sweepRateLimits } from "./store/rate-limits.ts";
import { enqueuePreparation, sweepSelections } from "./store/selections.ts";
import { updateAddressAtStripe } from "./stripe/update-address.ts";

/**
 * Most of an edit's time is spent waiting for a provider, which takes next to no memory; the rest is bounded by pixels
 * below. The engine runs one at a time.
 */
const EDITS_AT_A_TIME = 6;
/** Uploads, results blended anew, files removed: nobody else is waited for. */
const SHORT_JOBS_AT_A_TIME = 3;
/** While one waits for the model, another reads its picture. */
const SELECTIONS_AT_A_TIME = 2;
/** With what waiting edits keep, about 1.5 GB in the worst case: window, patch and copies of 16-bit pictures. */
const PIXELS_AT_A_TIME = 100_000_000;
const SWEEP_MILLIS = 10_000;
/** An edit that is almost done may finish when the worker is asked to stop; the others are handed back. */
const GRACE_MILLIS = 3_000;

export interface Worker {
  /** Rejects when the job queue cannot go on. */
  readonly failed: Promise<never>;
  /** Hands back what is not done within a few seconds and resolves when nothing runs any more. */
  stop(): Promise<void>;
}

/**
 * Runs edits, blends results anew, reads uploads, selects objects, removes files, and takes up what dead workers left. Any number may run at once, in one
 * process or in many. The providers must have been configured with an engine.
 *
 * @param selector null: this worker selects nothing.
 */
export async function startWorker({ selector = null }: { selector?: Selector | null } = {}): Promise<Worker> {
  const stopping = new AbortController();
  const ended = new AbortController();
  const worker: WorkerContext = {
    stopping: stopping.signal,
    withPixels: createPixelBudget(PIXELS_AT_A_TIME),
    leases: new Map(),
  };

  await retryAccounts();
  // Apart, so that an upload, or someone at a slider, never waits behind a queue of edits.
  const runners = await Promise.all([
    startRunner(EDITS_AT_A_TIME, {
      run_edit: async (payload) => runEdit(z.object({ editId: z.uuid() }).parse(payload).editId, worker),
    }),
    startRunner(SHORT_JOBS_AT_A_TIME, {
      ...RECURRING_TASKS,
      ingest_image: async (payload) => {
        const { imageId } = z.object({ imageId: z.uuid() }).parse(payload);
        await ingestImage(imageId, worker.withPixels);
        if (selector && env().PREPARE_SELECTIONS) await enqueuePreparation(imageId);
      },
      reblend_edit: async (payload) =>
        reblendEdit(z.object({ editId: z.uuid() }).parse(payload).editId, worker.withPixels),
      update_address_at_stripe: async (payload) =>
        updateAddressAtStripe(z.object({ userId: z.uuid() }).parse(payload).userId),
      delete_account: async (payload) => deleteAccount(z.object({ userId: z.uuid() }).parse(payload).userId),
      remove_file: async (payload) => removeObject(z.object({ path: z.string().min(1) }).parse(payload).path),
      remove_files: async (payload) => removeFiles(z.object({ prefix: z.string().min(1) }).parse(payload).prefix),
    }),
    ...(selector ? [startRunner(SELECTIONS_AT_A_TIME, selectionTasks(selector))] : []),
  ]);
  void listen(["edit_cancel"], { onNotification: (_, id) => worker.leases.get(id)?.cancel() }, ended.signal);
  refreshFigures().catch((error) => log.warn({ err: error }, "the figures were not rolled up"));
  const self = { id: randomUUID(), host: hostname(), processId: process.pid };
  const sweepOnce = () => {
    noteWorker(self).catch((error) => log.warn({ err: error }, "the worker could not say that it lives"));
    sweep();
  };
  const sweeper = setInterval(sweepOnce, SWEEP_MILLIS);
  sweepOnce();

  let isStopping = false;
  const failed = new Promise<never>((_, reject) => {
    for (const runner of runners) runner.promise.catch((error) => isStopping || reject(error));
  });
  return {
    failed,
    stop: async () => {
      isStopping = true;
      clearInterval(sweeper);
      const finished = Promise.allSettled(runners.map((runner) => runner.stop()));
      const grace = setTimeout(() => stopping.abort(), GRACE_MILLIS);
      await finished;
      clearTimeout(grace);
      ended.abort();
    },
  };
}

/** All that lies below a prefix, unless an image has come again by the id of one that is gone. */
async function removeFiles(prefix: string): Promise<void> {
  const [userId = "", imageId = "", ...below] = prefix.split("/");
  if (below.length > 0 || !(await hasImage(userId, imageId))) await removeBelow(prefix);
}

function startRunner(concurrency: number, taskList: TaskList): Promise<Runner> {
  return run({
    pgPool: queuePool(),
    taskList,
    concurrency,
    noHandleSignals: true,
    // Only what a runner has tasks for is put into the queue by it.
    ...("audit_ledger" in taskList && { crontab: CRONTAB }),
    pollInterval: 2_000,
    logger: queueLog,
  });
}

/** The queue's own lines in ours: what went wrong with a job, and the rest for those who debug. */
const queueLog = new Logger(() => (level, message) => {
  if (level === "error" || level === "warning") log.warn({ queue: message }, "job queue");
  else log.debug({ queue: message }, "job queue");
});

function sweep(): void {
  // Failing is harmless: another sweep follows, here or in another worker.
  sweepEdits().then(
    (swept) => swept && Object.values(swept).some((ids) => ids.length > 0) && log.warn({ swept }, "edits taken up"),
    (error) => log.warn({ err: error }, "sweep failed"),
  );
  sweepLots().catch((error) => log.warn({ err: error }, "sweep of expired tokens failed"));
  sweepDeletions().catch((error) => log.warn({ err: error }, "sweep of deleted accounts failed"));
  sweepImages().catch((error) => log.warn({ err: error }, "sweep of uploads failed"));
  sweepAppearances().catch((error) => log.warn({ err: error }, "sweep of appearances failed"));
  sweepRateLimits().catch((error) => log.warn({ err: error }, "sweep of rate limits failed"));
  sweepSelections().catch((error) => log.warn({ err: error }, "sweep of selections failed"));
}
