import "server-only";
import { onCanvas, windowOfCanvas } from "#lib/domain/canvas.ts";
import { colourMatch } from "#lib/domain/colour-match.ts";
import type { EditPlan } from "#lib/domain/edit-plan.ts";
import { effectiveMask } from "#lib/domain/effective-mask.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { intersect, wholeOf } from "#lib/domain/geometry.ts";
import { borderMask, canvasOf, type Edges, placedOn } from "#lib/domain/outpaint.ts";
import { cropRaster, type Raster, type Size, toModelPixels } from "#lib/domain/raster.ts";
import { paintOver } from "#lib/domain/repaint.ts";
import { countChangedOriginal } from "#lib/domain/verify.ts";
import type { ProviderResult } from "#lib/providers/provider.ts";
import { resize } from "../../codec/convert.ts";
import { readVersion } from "../../version.ts";
import { encodeFor } from "../model-input.ts";
import { fitToWindow, readResult } from "../model-output.ts";
import { rereadable } from "../rereadable.ts";
import { showModel } from "./show-model.ts";
import type { Composed, Task, WorkOf } from "./work.ts";

/** Sends the window around what is new, the picture continued by its outermost pixels, with a mask of what is new. */
export const extendByPadding: WorkOf = async (task, plan, model) => {
  const { size, version } = task;
  const expand = requireExpand(task);
  const { window, spread } = plan;
  const kept = intersect(placedOn(size, expand), window);
  if (!kept) throw new RangeError("The window shows nothing of the picture");
  const readWindow = rereadable(window, async () => {
    const part = await readVersion(version, { ...kept, x: kept.x - expand.left, y: kept.y - expand.top });
    const base = windowOfCanvas(part, { left: kept.x, top: kept.y, right: 0, bottom: 0 }, window);
    const drawn = borderMask(size, expand, window);
    return { base, drawn, effective: effectiveMask(drawn, spread) };
  });
  return {
    ...(await showModel(await readWindow(), plan, model)),
    read: (result) => fitToWindow(result, plan),
    compose: async (painted) => {
      const { base, effective } = await readWindow();
      const before = await readVersion(version, wholeOf(size));
      const after = onCanvas(before, expand);
      paintOver(after, window, { base, painted, effective, correction: colourMatch(painted, base, effective) });
      return extended(before, after, expand, plan);
    },
  };
};

/** Sends the whole picture and how far to extend it. The model may return all of it repainted: ours is laid back. */
export const extendByEdges: WorkOf = async (task, plan, model) => {
  const { size, version } = task;
  const expand = requireExpand(task);
  const readBefore = rereadable(plan.window, () => readVersion(version, plan.window));
  const image = await encodeFor(await resize(toModelPixels(await readBefore()), plan.sent), model);
  return {
    call: { image, mask: null, ...plan.sent, expand: plan.sentExpand, scale: null },
    shown: null,
    read: (result) => readExtended(result, size, expand, plan),
    compose: async (painted) => {
      const before = await readBefore();
      const canvas = wholeOf(plan.result);
      const after = onCanvas(before, expand);
      const effective = effectiveMask(borderMask(size, expand, canvas), plan.spread);
      const correction = colourMatch(painted, after, effective);
      paintOver(after, canvas, { base: after, painted, effective, correction });
      return extended(before, after, expand, plan);
    },
  };
};

/** The answer on the canvas at native resolution. Models extend by whole sent pixels, so a little more than asked. */
async function readExtended(result: ProviderResult, size: Size, expand: Edges, { sent, sentExpand }: EditPlan) {
  const reached = sentExpand ?? expand;
  const picture = await readResult(result.image, canvasOf(sent, reached));
  const [across, down] = [size.width / sent.width, size.height / sent.height];
  const left = Math.max(expand.left, Math.round(reached.left * across));
  const top = Math.max(expand.top, Math.round(reached.top * down));
  const native = await resize(picture, {
    width: left + size.width + Math.max(expand.right, Math.round(reached.right * across)),
    height: top + size.height + Math.max(expand.bottom, Math.round(reached.bottom * down)),
  });
  return cropRaster(native, { x: left - expand.left, y: top - expand.top, ...canvasOf(size, expand) });
}

function extended(before: Raster, after: Raster, expand: Edges, { spread }: EditPlan): Composed {
  return {
    mode: "replace",
    x: 0,
    y: 0,
    raster: after,
    placed: { x: expand.left, y: expand.top, scale: 1 },
    countChanged: () => countChangedOriginal(before, after, expand, spread.spreadPixels),
  };
}

function requireExpand({ expand }: Task): Edges {
  if (!expand) throw new RepaintError("invalid_request", { field: "expand" });
  return expand;
}
