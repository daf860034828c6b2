import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import type { Rect, Size } from "#lib/domain/raster.ts";
import { alphaOf, repaintedPicture } from "#lib/domain/repaint.ts";
import { resize } from "../../codec/convert.ts";
import { readVersion } from "../../version.ts";
import { prepareModelInput } from "../model-input.ts";
import { fitToWindow } from "../model-output.ts";
import { rereadable } from "../rereadable.ts";
import type { WorkOf } from "./work.ts";

/** Sends the picture whole and unscaled, and brings the answer to exactly the size asked for; alpha is enlarged beside it. */
export const enlarge: WorkOf = async ({ version, scale }, plan, model) => {
  if (!scale) throw new RepaintError("invalid_request", { field: "scale" });
  const readBase = rereadable(plan.window, () => readVersion(version, plan.window));
  return {
    call: { ...(await prepareModelInput(await readBase(), null, plan, model)), expand: null, scale },
    shown: null,
    read: (result) =>
      fitToWindow(result, {
        window: plan.result,
        sent: { width: plan.sent.width * scale, height: plan.sent.height * scale },
        placed: enlarged(plan.placed, scale),
      }),
    compose: async (painted) => {
      const base = await readBase();
      const alpha = alphaOf(base);
      const raster = repaintedPicture(painted, base, alpha && (await resizedSamples(alpha, plan.result)));
      return {
        mode: "replace",
        x: 0,
        y: 0,
        raster,
        placed: { x: 0, y: 0, scale },
        // Nothing of the old picture is left to be compared.
        countChanged: () => 0,
      };
    },
  };
};

async function resizedSamples(alpha: Parameters<typeof resize>[0], size: Size) {
  return (await resize(alpha, size)).data;
}

function enlarged({ x, y, width, height }: Rect, scale: number): Rect {
  return { x: x * scale, y: y * scale, width: width * scale, height: height * scale };
}
