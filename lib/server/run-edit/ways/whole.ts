import "server-only";
import type { Operation } from "#lib/domain/operation.ts";
import { cutPatch } from "#lib/domain/patch.ts";
import { hasAlpha, type Mask, type Raster, type Size } from "#lib/domain/raster.ts";
import { alphaOf, repaintedPicture } from "#lib/domain/repaint.ts";
import { readVersion } from "../../version.ts";
import { prepareModelInput } from "../model-input.ts";
import { fitToWindow } from "../model-output.ts";
import { previewSize } from "../previews.ts";
import { rereadable } from "../rereadable.ts";
import type { Composed, WorkOf } from "./work.ts";

/**
 * Repaints all of the picture: no mask is sent, and the colours are the model's. A transparent picture keeps its alpha,
 * sample for sample; a new background makes it opaque.
 */
export const repaintWhole: WorkOf = async ({ operation, version }, plan, model) => {
  const readBase = rereadable(plan.window, () => readVersion(version, plan.window));
  return {
    call: { ...(await prepareModelInput(await readBase(), null, plan, model)), expand: null, scale: null },
    shown: model.streaming ? fullMask(previewSize(plan)) : null,
    read: (result) => fitToWindow(result, plan),
    compose: async (painted) => {
      const base = await readBase();
      const isReplaced = hasAlpha(base) && keepsAlpha(operation);
      return {
        ...(isReplaced ? replacement(base, painted) : layer(base, painted)),
        x: 0,
        y: 0,
        placed: { x: 0, y: 0, scale: 1 },
        // Nothing lies outside of everything.
        countChanged: () => 0,
      };
    },
  };
};

type Pixels = Pick<Composed, "mode" | "raster">;

/** Half transparent pixels laid over themselves would become less transparent, so such a picture is replaced. */
function replacement(base: Raster, painted: Raster<Uint8Array>): Pixels {
  return { mode: "replace", raster: repaintedPicture(painted, base, alphaOf(base)?.data ?? null, base) };
}

function layer(base: Raster, painted: Raster<Uint8Array>): Pixels {
  return { mode: "over", raster: cutPatch(base, painted, fullMask(base), null).raster };
}

const keepsAlpha = (operation: Operation) => operation !== "replace-background";

function fullMask({ width, height }: Size): Mask {
  return { width, height, data: new Uint8Array(width * height).fill(255) };
}
