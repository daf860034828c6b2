import { type PriceRule, priceInTokens } from "./pricing.ts";
import type { Rect, Size } from "./raster.ts";
import { type Spread, spreadFor } from "./spread.ts";
import { type ImageRules, planWindow, type WindowPlan } from "./window.ts";

/** What a model declares that decides how an edit is sent and what it costs. */
export interface PlannedModel {
  readonly image: ImageRules;
  readonly price: PriceRule;
}

export interface EditPlan extends WindowPlan {
  readonly spread: Spread;
  /** Whole tokens: quoted, held, and never exceeded. */
  readonly tokens: number;
}

/**
 * Everything about an edit that follows from the picture's size, the bounds of the drawn mask (pixels above 0) and the
 * model. Quote, create and run all call this, so they cannot disagree. Deterministic: same input, same plan.
 */
export function planEdit(ask: { image: Size; maskBounds: Rect; model: PlannedModel; variants: number }): EditPlan {
  const { image, maskBounds, model, variants } = ask;
  const plan = planWindow({ image, maskBounds, rules: model.image });
  return {
    ...plan,
    spread: spreadFor(plan.window, maskBounds),
    tokens: priceInTokens(model.price, plan.sent, variants),
  };
}
