import "server-only";
import { randomUUID } from "node:crypto";
import { planEdit } from "#lib/domain/edit-plan.ts";
import { RepaintError } from "#lib/domain/error.ts";
import type { Raster } from "#lib/domain/raster.ts";
import type { ListedModel } from "#lib/providers/registry.ts";
import { log } from "../log.ts";
import { patiently } from "../patience.ts";
import type { PixelRoom, WithPixels } from "../pixel-budget.ts";
import { completeEdit, type EditResult, failEdit, handBackEdit, type Run, startEdit } from "../store/edit-runs.ts";
import { requireUntouched } from "./blend.ts";
import { PAINTING } from "./call-model.ts";
import { type Lease, LeaseLost, takeLease, WorkerStopping } from "./lease.ts";
import { type Painting, paint } from "./paint.ts";
import { createPreviews } from "./previews.ts";
import { readReferences } from "./references.ts";
import { removeResult, storeResult } from "./store-result.ts";
import { askOf, largestPixels, readTask } from "./task.ts";
import { warningsOf } from "./warnings.ts";
import { prepareWork } from "./ways/prepare-work.ts";

/** What a run shares with the worker it runs in. */
export interface WorkerContext {
  /** Aborts when the worker must stop. */
  readonly stopping: AbortSignal;
  /** Waits until so many pixels fit into the worker's memory. */
  readonly withPixels: WithPixels;
  /** The leases of running edits, so that a cancellation reaches them at once. */
  readonly leases: Map<string, Lease>;
}

/**
 * Runs one edit from the queue to its end: succeeded and paid, failed or cancelled and free, or handed back. An
 * edit that is gone, or that another run has, is left alone. Throws only when the outcome could not be stored.
 */
export async function runEdit(editId: string, worker: WorkerContext): Promise<void> {
  // Opaque: the person who owns the edit may read it.
  const run = randomUUID();
  const started = await startEdit(editId, run);
  if (!started) return;
  const lease = takeLease(editId, run, worker.stopping);
  worker.leases.set(editId, lease);
  try {
    await worker.withPixels(largestPixels(started), (room) => produce(started, run, lease, room));
  } catch (error) {
    // What aborted the lease says more than whatever failed because of it.
    await settle(editId, run, lease.signal.aborted ? lease.signal.reason : error);
  } finally {
    worker.leases.delete(editId);
    lease.end();
  }
}

/** The steps of an edit, in the order a person sees them. */
async function produce(started: Run, run: string, lease: Lease, room: PixelRoom): Promise<void> {
  const { edit } = started;
  await lease.enter("reading", 0.02);
  const task = await patiently(() => readTask(started));
  const previews = createPreviews(started, run);
  try {
    const prepare = async ({ model }: ListedModel) => {
      await room.take();
      const plan = planEdit({ ...edit, ...askOf(task), model, variants: 1 });
      await lease.enter("planning", 0.06, { window: plan.window, spreadPixels: plan.spread.spreadPixels });
      const work = await prepareWork(task, plan, model);
      const onPreview = previews.shownOver(plan, work.shown);
      const call = { ...work.call, references: await readReferences(started, model), onPreview };
      // From here on a provider works, or is waited for, and others may use the memory.
      room.leave();
      return { plan, work, call };
    };
    const painting: Painting<Awaited<ReturnType<typeof prepare>>, Raster<Uint8Array>> = {
      prepare,
      read: async (answer, { work }) => {
        await room.take();
        return work.read(answer);
      },
    };
    const { listed, prepared, result, painted, tokens } = await paint(started, painting, lease, run);
    const { plan, work } = prepared;

    await lease.enter("blending", PAINTING[1]);
    const composed = await work.compose(painted);

    await lease.enter("checking", 0.92);
    const outsidePixelsChanged = composed.countChanged();
    requireUntouched(outsidePixelsChanged);

    await lease.enter("storing", 0.96);
    const stored = await storeResult(composed, started, task.version);
    await finish(edit.id, run, {
      ...stored,
      outsidePixelsChanged,
      warnings: [...warningsOf(started, plan, listed.model), ...result.warnings],
      charge: tokens,
      window: plan.window,
      spreadPixels: plan.spread.spreadPixels,
    });
  } finally {
    await previews.end();
  }
}

/** Outcome and charge in one transaction. A result nobody will ever see is removed again. */
async function finish(editId: string, run: string, result: EditResult): Promise<void> {
  const outcome = await completeEdit(editId, run, result);
  if (outcome !== "completed") await removeResult(result);
}

/** Ends the edit by what stopped it. */
async function settle(editId: string, run: string, error: unknown): Promise<void> {
  if (error instanceof LeaseLost) return;
  // Our own database or storage was away for longer than anybody waits: the sweep takes the edit up as a dead worker's.
  if (error instanceof RepaintError && error.code === "unavailable") {
    log.error({ editId, err: error }, "edit left to the sweep");
    return;
  }
  if (error instanceof WorkerStopping) {
    await handBackEdit(editId, run);
    return;
  }
  const code = error instanceof RepaintError ? error.code : "internal";
  if (code !== "cancelled") log.error({ editId, code, err: error }, "edit failed");
  await failEdit(editId, run, code, (error instanceof RepaintError && error.moderation) || null);
}
