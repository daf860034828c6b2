import "server-only";
import { withOpacity } from "#lib/domain/repaint.ts";
import { countChangedColours } from "#lib/domain/verify.ts";
import { readVersion } from "../../version.ts";
import { prepareModelInput } from "../model-input.ts";
import { fitOpacity } from "../model-output.ts";
import { rereadable } from "../rereadable.ts";
import type { WorkOf } from "./work.ts";

/** Takes only the transparency of the model's answer: every colour stays the picture's own. */
export const cutOut: WorkOf = async ({ version }, plan, model) => {
  const readBase = rereadable(plan.window, () => readVersion(version, plan.window));
  return {
    call: { ...(await prepareModelInput(await readBase(), null, plan, model)), expand: null, scale: null },
    shown: null,
    read: (result) => fitOpacity(result, plan),
    compose: async (opacity) => {
      const base = await readBase();
      const raster = withOpacity(base, opacity);
      return {
        mode: "replace",
        x: 0,
        y: 0,
        raster,
        placed: { x: 0, y: 0, scale: 1 },
        countChanged: () => countChangedColours(base, raster),
      };
    },
  };
};
