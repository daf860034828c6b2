import "server-only";
import type { EditPlan } from "#lib/domain/edit-plan.ts";
import { hardMask } from "#lib/domain/effective-mask.ts";
import type { Mask, Raster } from "#lib/domain/raster.ts";
import type { Model } from "#lib/providers/provider.ts";
import { prepareModelInput } from "../model-input.ts";
import { shownMask } from "../previews.ts";
import type { Work } from "./work.ts";

interface MarkedWindow {
  readonly base: Raster;
  /** Both of the window's size. */
  readonly drawn: Mask;
  readonly effective: Mask;
}

/**
 * What a model is sent of a window in which something is marked: the effective mask, or its hard shape where the model
 * softens the edge itself; and where its unfinished answers are shown.
 */
export async function showModel(
  { base, drawn, effective }: MarkedWindow,
  plan: EditPlan,
  model: Model,
): Promise<Pick<Work, "call" | "shown">> {
  const told = plan.hardGrow === null ? effective : hardMask(drawn, plan.hardGrow);
  return {
    call: { ...(await prepareModelInput(base, told, plan, model)), expand: null, scale: null },
    shown: model.streaming ? await shownMask(effective, plan) : null,
  };
}
