import "server-only";
import { randomUUID } from "node:crypto";
import { planEdit } from "#lib/domain/edit-plan.ts";
import { effectiveMask } from "#lib/domain/effective-mask.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { area } from "#lib/domain/geometry.ts";
import { cropMask, maskBounds } from "#lib/domain/mask.ts";
import { findModel, type ListedModel } from "#lib/providers/registry.ts";
import { encodePatch } from "../codec/encode.ts";
import { readHeader, readProfile } from "../codec/inspect.ts";
import { decodeGreyMask } from "../codec/untrusted.ts";
import { log } from "../log.ts";
import { getObject, pathOf, putObject, removeObject } from "../storage.ts";
import { completeEdit, type EditResult, failEdit, handBackEdit, type Run, startEdit } from "../store/edit-runs.ts";
import { readVersion } from "../version.ts";
import { blend, verify } from "./blend.ts";
import { callModel, PAINTING } from "./call-model.ts";
import { type Lease, LeaseLost, takeLease, WorkerStopping } from "./lease.ts";
import { prepareModelInput } from "./model-input.ts";
import { fitToWindow } from "./model-output.ts";

/** What a run shares with the worker it runs in. */
export interface WorkerContext {
  /** Aborts when the worker must stop. */
  readonly stopping: AbortSignal;
  /** Waits until so many pixels fit into the worker's memory. */
  readonly withPixels: <Result>(pixels: number, work: () => Promise<Result>) => Promise<Result>;
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
    const { image } = started;
    await worker.withPixels(area(image), () => produce(started, run, lease));
  } catch (error) {
    // What aborted the lease says more than whatever failed because of it.
    await settle(editId, run, lease.signal.aborted ? lease.signal.reason : error);
  } finally {
    worker.leases.delete(editId);
    lease.end();
  }
}

/** The steps of an edit, in the order a person sees them. */
async function produce(started: Run, run: string, lease: Lease): Promise<void> {
  const { edit, image, patches, userId } = started;
  const listed = requireModel(edit.model);

  await lease.enter("reading", 0.02);
  const original = await getObject(pathOf.original(userId, image.id));
  const facts = await readHeader(original);
  const fullMask = await decodeGreyMask(await getObject(pathOf.mask(userId, image.id, edit.id)), image);
  const bounds = maskBounds(fullMask);
  if (!bounds) throw new RepaintError("mask_empty");

  const plan = planEdit({ image, maskBounds: bounds, model: listed.model, variants: 1 });
  const { window, spread } = plan;
  await lease.enter("planning", 0.06, { window, spreadPixels: spread.spreadPixels });
  const base = await readVersion({ original, facts, patches }, window);
  const drawn = cropMask(fullMask, window);
  const effective = effectiveMask(drawn, spread);
  const input = await prepareModelInput(base, effective, plan, listed.model);

  await lease.enter("painting", PAINTING[0]);
  const call = { ...input, references: [], expand: null, scale: null, onPreview: () => {} };
  const result = await callModel(started, listed, call, lease, run);

  await lease.enter("blending", PAINTING[1]);
  const patch = blend(base, await fitToWindow(result, plan), effective);

  await lease.enter("checking", 0.92);
  const outsidePixelsChanged = verify(base, patch, drawn, spread.spreadPixels);

  await lease.enter("storing", 0.96);
  const path = pathOf.patch(userId, image.id, edit.id, randomUUID());
  const png = await encodePatch(patch.raster, await readProfile(original, facts));
  await putObject(path, png, "image/png");
  const place = { x: window.x + patch.rect.x, y: window.y + patch.rect.y };
  await finish(edit.id, run, path, {
    patches: [{ ...place, width: patch.rect.width, height: patch.rect.height, mode: "over", path, bytes: png.length }],
    outsidePixelsChanged,
    warnings: [...result.warnings],
    charge: edit.tokens.quoted,
    window,
    spreadPixels: spread.spreadPixels,
  });
}

function requireModel(id: string): ListedModel {
  const listed = findModel(id);
  if (!listed) throw new RepaintError("model_retired", { detail: id });
  if (!listed.availability.available)
    throw new RepaintError("model_unavailable", { detail: listed.availability.reason });
  return listed;
}

/** Outcome and charge in one transaction. A patch nobody will ever see is removed again. */
async function finish(editId: string, run: string, path: string, result: EditResult): Promise<void> {
  const outcome = await completeEdit(editId, run, result);
  if (outcome !== "completed") await removeObject(path);
}

/** Ends the edit by what stopped it. */
async function settle(editId: string, run: string, error: unknown): Promise<void> {
  if (error instanceof LeaseLost) return;
  if (error instanceof WorkerStopping) {
    await handBackEdit(editId, run);
    return;
  }
  const code = error instanceof RepaintError ? error.code : "internal";
  if (code !== "cancelled") log.error({ editId, code, err: error }, "edit failed");
  await failEdit(editId, run, code);
}
