import type { ModelInfo } from "#lib/contracts/model.ts";
import { area } from "#lib/domain/geometry.ts";
import { canvasOf } from "#lib/domain/outpaint.ts";
import { MAX_PICTURE_PIXELS } from "#lib/domain/picture-limits.ts";
import type { Rect, Size } from "#lib/domain/raster.ts";
import { ApiError, type LocalFault, localError } from "../api-error.ts";
import { reachableFactors } from "./enlarge.ts";
import { isExtended } from "./expand.ts";
import { choosable, type MaskUse, promptUse } from "./model-choice.ts";
import { unfilledOption } from "./option-values.ts";
import type { Wish } from "./wish.ts";

interface Facts {
  readonly wish: Wish;
  readonly picture: Size;
  readonly models: readonly ModelInfo[] | null;
  readonly maskBounds: Rect | null;
  readonly mask: MaskUse;
  /** How many further pictures go along. */
  readonly references: number;
}

/** Why an edit cannot be run yet, in the order a person goes through the settings; null when it can. */
export function whatIsMissing({ wish, picture, models, maskBounds, mask, references }: Facts): ApiError | null {
  const { operation, model, prompt } = wish;
  if (mask === "required" && !maskBounds) return new ApiError("mask_empty");
  if (operation === "outpaint") {
    if (!isExtended(wish.expand)) return unset("expand", "expandNone");
    if (area(canvasOf(picture, wish.expand)) > MAX_PICTURE_PIXELS) return unset("expand", "expandTooFar");
  }
  if (!models) return null;
  const able = choosable(models, operation, model);
  if (able.length === 0) return localError("model_unavailable", "noModel", { values: { operation } });
  if (operation === "upscale" && !reachableFactors(able, picture).includes(wish.scale))
    return unset("scale", "scaleUnreachable");
  if (promptUse(models, operation, model) === "required" && prompt.trim() === "")
    return new ApiError("prompt_required");
  const named = models.find(({ id }) => id === model);
  if (named && references < named.minReferences) return localError("reference_required", "referenceMissing");
  if (named?.prompt.orReference && references === 0 && prompt.trim() === "")
    return localError("prompt_required", "promptOrReference");
  const unfilled = named && unfilledOption(named.options, wish.options.get(named.id) ?? {});
  if (!unfilled) return null;
  const field = `options.${unfilled.name}`;
  return localError("option_required", "optionUnfilled", { field, values: { option: unfilled.label } });
}

const unset = (field: string, fault: LocalFault) => localError("invalid_request", fault, { field });
