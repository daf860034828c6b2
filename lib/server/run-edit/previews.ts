import "server-only";
import type { EditPlan } from "#lib/domain/edit-plan.ts";
import type { Mask, Raster, Size } from "#lib/domain/raster.ts";
import { resize } from "../codec/convert.ts";
import { encodePreview } from "../codec/encode.ts";
import { log } from "../log.ts";
import { pathOf, putObject, removeObject } from "../storage.ts";
import { type Run, reportPreview } from "../store/edit-runs.ts";
import { fitToWindow } from "./model-output.ts";

const GAP_MILLIS = 500;

export interface Previews {
  /** What to call with each unfinished picture of a model. Where `shown` is null nothing can be. */
  shownOver(plan: EditPlan, shown: Mask | null): (bytes: Uint8Array) => void;
  /** Removes what is shown. */
  end(): Promise<void>;
}

/**
 * Unfinished results of a streaming model, cut by the effective mask and told to whoever follows the edit, at most twice
 * a second. One that comes too soon or cannot be read is left out: another one, or the result, follows.
 */
export function createPreviews({ edit, image, userId }: Run, run: string): Previews {
  const path = pathOf.preview(userId, image.id, edit.id);
  let shownAt = Number.NEGATIVE_INFINITY;
  let showing: Promise<void> | null = null;
  let isStored = false;
  let isOver = false;

  async function show(bytes: Uint8Array, plan: EditPlan, shown: Mask): Promise<void> {
    const answer = { image: { bytes, format: "encoded" }, warnings: [], requestId: null, costMicroUsd: null } as const;
    const painted = await fitToWindow(answer, { ...plan, window: previewSize(plan) });
    const png = await encodePreview(cutOut(painted, shown));
    if (isOver) return;
    isStored = true;
    await putObject(path, png, "image/png");
    await reportPreview(edit.id, run, plan.window);
  }

  return {
    shownOver: (plan, shown) => (bytes) => {
      if (!shown || showing || isOver || performance.now() - shownAt < GAP_MILLIS) return;
      shownAt = performance.now();
      showing = show(bytes, plan, shown)
        .catch((error) => log.debug({ editId: edit.id, err: error }, "an unfinished result could not be shown"))
        .finally(() => {
          showing = null;
        });
    },
    end: async () => {
      isOver = true;
      await showing;
      if (isStored)
        await removeObject(path).catch((error) => log.warn({ path, err: error }, "a preview was left behind"));
    },
  };
}

/** As the model saw the window: enough for a picture that will not stay. */
export function previewSize({ placed, window }: EditPlan): Size {
  return { width: Math.min(placed.width, window.width), height: Math.min(placed.height, window.height) };
}

/** The effective mask of a window in that size. */
export async function shownMask(effective: Mask, plan: EditPlan): Promise<Mask> {
  return resize({ ...effective, channels: 1 }, previewSize(plan)) as Promise<Raster<Uint8Array>>;
}

/** The painted picture with the mask as its alpha; both have one size. */
function cutOut({ width, height, data: painted }: Raster<Uint8Array>, shown: Mask): Raster<Uint8Array> {
  const data = new Uint8Array(width * height * 4);
  for (let pixel = 0; pixel < shown.data.length; pixel++) {
    data.set(painted.subarray(pixel * 3, pixel * 3 + 3), pixel * 4);
    data[pixel * 4 + 3] = shown.data[pixel] as number;
  }
  return { width, height, channels: 4, data };
}
