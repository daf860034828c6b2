import "server-only";
import { effectiveMask } from "#lib/domain/effective-mask.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { cropMask } from "#lib/domain/mask.ts";
import { readVersion } from "../../version.ts";
import { blend, countChanged } from "../blend.ts";
import { prepareModelInput } from "../model-input.ts";
import { fitToWindow } from "../model-output.ts";
import type { WorkOf } from "./work.ts";

/** Repaints the window around the mask and lays a patch, cut by the effective mask, over the version. */
export const repaintMarked: WorkOf = async ({ version, drawn: fullMask }, plan, model) => {
  if (!fullMask) throw new RepaintError("mask_required");
  const { window, spread } = plan;
  const base = await readVersion(version, window);
  const drawn = cropMask(fullMask, window);
  const effective = effectiveMask(drawn, spread);
  return {
    call: { ...(await prepareModelInput(base, effective, plan, model)), expand: null, scale: null },
    effective,
    read: (result) => fitToWindow(result, plan),
    compose: async (painted) => {
      const patch = blend(base, painted, effective);
      return {
        mode: "over",
        x: window.x + patch.rect.x,
        y: window.y + patch.rect.y,
        raster: patch.raster,
        placed: { x: 0, y: 0, scale: 1 },
        countChanged: () => countChanged(base, patch, drawn, spread.spreadPixels),
      };
    },
  };
};
