import "server-only";
import { randomUUID } from "node:crypto";
import { RepaintError } from "#lib/domain/error.ts";
import { area } from "#lib/domain/geometry.ts";
import { versionSize } from "#lib/domain/version.ts";
import { encodePatch } from "../codec/encode.ts";
import { log } from "../log.ts";
import type { WithPixels } from "../pixel-budget.ts";
import { pathOf, putObject, removeObject } from "../storage.ts";
import { beatReblend, failReblend, finishReblend, type Reblend, startReblend } from "../store/reblends.ts";
import { requireUntouched } from "./blend.ts";
import { blendAnew } from "./blend-anew.ts";

const BEAT_MILLIS = 5_000;

/**
 * Blends a finished edit anew as its owner wants it by now and puts the result in the place of its patch: no model is
 * asked and nothing is charged. Whenever it stops, the patch is the one before or the new one. Throws only what is
 * worth another try.
 */
export async function reblendEdit(editId: string, withPixels: WithPixels): Promise<void> {
  const started = await startReblend(editId);
  if (!started) return;
  const beat = setInterval(() => {
    // A beat that fails is followed by another.
    beatReblend(editId, started.wanted).catch((error) => log.warn({ editId, err: error }, "beat failed"));
  }, BEAT_MILLIS);
  try {
    await withPixels(area(versionSize(started.image, started.patches)), () => swap(started));
  } catch (error) {
    if (error instanceof RepaintError && error.code === "unavailable") throw error;
    log.error({ editId, err: error }, "a patch could not be blended anew");
    await failReblend(editId, started.wanted, error instanceof RepaintError ? error.code : "internal");
  } finally {
    clearInterval(beat);
  }
}

async function swap(started: Reblend): Promise<void> {
  const { edit, image, userId, wanted } = started;
  const { patch, icc, spreadPixels, outsidePixelsChanged } = await blendAnew(started);
  requireUntouched(outsidePixelsChanged);
  const path = pathOf.patch(userId, image.id, edit.id, randomUUID());
  const png = await encodePatch(patch.raster, icc);
  await putObject(path, png, "image/png");
  const stored = { ...patch.rect, path, bytes: png.length };
  const outcome = await finishReblend(edit.id, wanted, { patch: stored, spreadPixels, outsidePixelsChanged });
  if (outcome !== "swapped") await removeObject(path);
}
