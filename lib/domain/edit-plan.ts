import { RepaintError } from "./error.ts";
import { area, wholeOf } from "./geometry.ts";
import type { MaskEncoding } from "./mask-encoding.ts";
import { type ModelOption, type OptionValues, resolveOptions } from "./model-option.ts";
import { OPERATIONS, type Operation } from "./operation.ts";
import { borderBounds, canvasOf, type Edges, planEdges, seamOf } from "./outpaint.ts";
import { MAX_PICTURE_PIXELS } from "./picture-limits.ts";
import { type PriceRule, priceInTokens } from "./pricing.ts";
import type { Rect, Size } from "./raster.ts";
import { cutBy, type Feathering, type Spread, spreadFor } from "./spread.ts";
import { type ImageRules, planWhole, planWindow, type WindowPlan } from "./window.ts";

/** What a model declares that decides how an edit is sent and what it costs. */
export interface PlannedModel {
  readonly image: ImageRules;
  readonly price: PriceRule;
  readonly mask?: Pick<MaskEncoding, "required">;
  readonly options?: readonly ModelOption[];
  readonly outpaint?: { readonly by: "padding" } | { readonly by: "edges"; readonly maxPerSide: number };
  readonly upscale?: { readonly maxFactor: number; readonly maxResultPixels: number };
  readonly feather?: Feathering;
}

/** What is asked, as far as it decides how an edit is sent and what it costs. */
export interface PlanAsk {
  /** Size of the version built on. */
  readonly image: Size;
  readonly operation: Operation;
  /** Bounds of the drawn mask (pixels above 0); null where none is drawn. */
  readonly maskBounds: Rect | null;
  /** As given, not yet checked against the model's. */
  readonly options?: OptionValues;
  readonly expand?: Edges | null | undefined;
  readonly scale?: number | null | undefined;
  readonly variants: number;
}

/**
 * How an edit is done.
 *
 * `marked`: the window around the mask is repainted and laid over the picture. `whole`: all of it is. `padded`: the
 * picture is extended and the window around what is new is repainted. `edges`: the model extends the picture itself.
 * `enlarged`: the model answers with a larger picture. `cut-out`: only the alpha of its answer is taken.
 */
export type PlanKind = "marked" | "whole" | "padded" | "edges" | "enlarged" | "cut-out";

/** For `padded` the window lies on the extended picture, otherwise on the version built on. */
export interface EditPlan extends WindowPlan {
  readonly kind: PlanKind;
  /** By which the answer is cut. */
  readonly spread: Spread;
  /** Where the model softens the edge itself: how far the hard mask it is told grows. Otherwise null. */
  readonly hardGrow: number | null;
  /** Size of the version that comes out. */
  readonly result: Size;
  /** For `edges`: how far the model extends each side, in sent pixels. */
  readonly sentExpand: Edges | null;
  /** Whole tokens: quoted, held, and never exceeded. */
  readonly tokens: number;
}

/**
 * Everything about an edit that follows from the picture's size, what is asked and the model. Quote, create and run all
 * call this, so they cannot disagree. Deterministic: same input, same plan.
 *
 * @throws RepaintError why this model cannot do it: `mask_required`, `image_too_large_for_model`, `image_rejected`,
 * `operation_not_supported`, `option_required`; what nobody can do: `result_too_large`, `invalid_request`.
 */
export function planEdit(ask: PlanAsk & { readonly model: PlannedModel }): EditPlan {
  const { model, variants } = ask;
  const options = resolveOptions(model.options ?? [], ask.options ?? {}).values;
  const kind = kindOf(ask);
  const way = PLANS[kind](ask);
  return { ...way, kind, tokens: priceInTokens(model.price, way.sent, variants, options) };
}

/** Why this model cannot do it, or null if it can. */
export function planRefusal(ask: PlanAsk & { readonly model: PlannedModel }): RepaintError | null {
  try {
    planEdit(ask);
    return null;
  } catch (error) {
    if (error instanceof RepaintError) return error;
    throw error;
  }
}

type Ask = PlanAsk & { readonly model: PlannedModel };

function kindOf({ operation, model, maskBounds }: Ask): PlanKind {
  if (operation === "outpaint") return model.outpaint?.by === "edges" ? "edges" : "padded";
  if (operation === "upscale") return "enlarged";
  if (operation === "remove-background") return "cut-out";
  return maskBounds === null ? "whole" : "marked";
}

const NO_SPREAD: Spread = { grow: 0, feather: 0, spreadPixels: 0 };

const PLANS: Record<PlanKind, (ask: Ask) => Omit<EditPlan, "kind" | "tokens">> = {
  marked: ({ image, maskBounds, model }) => {
    const bounds = maskBounds ?? wholeOf(image);
    const plan = planWindow({ image, maskBounds: bounds, rules: model.image });
    return { ...plan, ...edgeOf(spreadFor(plan.window, bounds), model), result: image, sentExpand: null };
  },
  whole: ({ image, operation, model }) => {
    if (OPERATIONS[operation].mask === "required" || model.mask?.required) {
      throw new RepaintError("mask_required", { field: "mask" });
    }
    return planAll(image, model);
  },
  "cut-out": ({ image, model }) => {
    if (model.mask?.required) throw new RepaintError("mask_required", { field: "model" });
    return planAll(image, model);
  },
  padded: (ask) => {
    const { image, model } = ask;
    const expand = requireExpand(ask);
    const canvas = canvasOf(image, expand);
    const plan = planWindow({ image: canvas, maskBounds: borderBounds(image, expand), rules: model.image });
    return { ...plan, ...edgeOf(seamOf(image), model), result: canvas, sentExpand: null };
  },
  edges: (ask) => {
    const { image, model } = ask;
    const expand = requireExpand(ask);
    const maxPerSide = model.outpaint?.by === "edges" ? model.outpaint.maxPerSide : 0;
    const { sent, sentExpand } = planEdges({ image, expand, rules: model.image, maxPerSide });
    return {
      window: wholeOf(image),
      sent,
      placed: wholeOf(sent),
      scale: Math.min(sent.width / image.width, sent.height / image.height),
      // It is told no mask whose edge it could soften.
      spread: seamOf(image),
      hardGrow: null,
      result: canvasOf(image, expand),
      sentExpand,
    };
  },
  enlarged: ({ image, scale, model }) => {
    const { maxFactor, maxResultPixels } = model.upscale ?? { maxFactor: 0, maxResultPixels: 0 };
    if (!scale) throw new RepaintError("invalid_request", { field: "scale" });
    const result = { width: image.width * scale, height: image.height * scale };
    if (area(result) > MAX_PICTURE_PIXELS) throw new RepaintError("result_too_large", { field: "scale" });
    if (scale > maxFactor) throw new RepaintError("operation_not_supported", { field: "scale" });
    const plan = planWhole(image, model.image);
    if (plan.scale < 1 || area(result) > maxResultPixels) {
      throw new RepaintError("image_too_large_for_model", { field: "model" });
    }
    return { ...plan, spread: NO_SPREAD, hardGrow: null, result, sentExpand: null };
  },
};

/** All of the picture, scaled down where the model takes nothing so large. */
function planAll(image: Size, model: PlannedModel) {
  const plan = planWindow({ image, maskBounds: wholeOf(image), rules: model.image });
  return { ...plan, spread: NO_SPREAD, hardGrow: null, result: image, sentExpand: null };
}

function edgeOf(spread: Spread, { feather = "ours" }: PlannedModel): Pick<EditPlan, "spread" | "hardGrow"> {
  return { spread: cutBy(spread, feather), hardGrow: feather === "provider" ? spread.grow : null };
}

/** How far to extend, checked before anything is planned: what is too large for every model is not the model's fault. */
function requireExpand({ image, expand }: Ask): Edges {
  if (!expand || Object.values(expand).every((pixels) => pixels === 0)) {
    throw new RepaintError("invalid_request", { field: "expand" });
  }
  if (area(canvasOf(image, expand)) > MAX_PICTURE_PIXELS)
    throw new RepaintError("result_too_large", { field: "expand" });
  return expand;
}
