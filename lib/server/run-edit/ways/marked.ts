import "server-only";
import { effectiveMask } from "#lib/domain/effective-mask.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { readVersion } from "../../version.ts";
import { blend, countChanged } from "../blend.ts";
import { fitToWindow } from "../model-output.ts";
import { rereadable } from "../rereadable.ts";
import { showModel } from "./show-model.ts";
import type { WorkOf } from "./work.ts";

/** Repaints the window around the mask and lays a patch, cut by the effective mask, over the version. */
export const repaintMarked: WorkOf = async ({ version, drawn: mask }, plan, model) => {
  if (!mask) throw new RepaintError("mask_required");
  const { window, spread } = plan;
  const readWindow = rereadable(window, async () => {
    const drawn = await mask.within(window);
    return { base: await readVersion(version, window), drawn, effective: effectiveMask(drawn, spread) };
  });
  return {
    ...(await showModel(await readWindow(), plan, model)),
    read: (result) => fitToWindow(result, plan),
    compose: async (painted) => {
      const { base, drawn, effective } = await readWindow();
      const patch = blend(base, painted, effective);
      return {
        mode: "over",
        x: window.x + patch.rect.x,
        y: window.y + patch.rect.y,
        raster: patch.raster,
        placed: { x: 0, y: 0, scale: 1 },
        painted: { raster: painted, grow: spread.grow, feather: spread.feather },
        countChanged: () => countChanged(base, patch, drawn, spread.spreadPixels),
      };
    },
  };
};
