import "server-only";
import type { ModelInfo } from "#lib/contracts/model.ts";
import type { EditPlan } from "#lib/domain/edit-plan.ts";
import { planEdit } from "#lib/domain/edit-plan.ts";
import { RepaintError } from "#lib/domain/error.ts";
import type { ModelOption } from "#lib/domain/model-option.ts";
import type { PriceRule } from "#lib/domain/pricing.ts";
import type { Rect, Size } from "#lib/domain/raster.ts";
import { type Ask, selectModel } from "#lib/domain/select-model.ts";
import type { Model } from "#lib/providers/provider.ts";
import { areProvidersConfigured, configureProviders, type ListedModel, listModels } from "#lib/providers/registry.ts";
import { env } from "./env.ts";

/** Every model as the API tells it, usable on this server or not. */
export function describeModels(): ModelInfo[] {
  return models().map(({ provider, model, availability }) => ({
    id: model.id,
    provider: provider.name,
    name: model.name,
    description: model.description,
    operations: [...model.operations],
    limits: { minSide: model.image.minSide, maxSide: model.image.maxSide, maxPixels: model.image.maxPixels },
    mask: {
      channel: model.mask.channel,
      polarity: model.mask.polarity,
      soft: model.mask.soft,
      required: model.mask.required,
    },
    prompt: {
      use: model.prompt.use,
      maxCharacters: model.prompt.use === "ignored" ? null : model.prompt.maxCharacters,
    },
    options: model.options.map(describeOption),
    maxReferences: model.maxReferences,
    outpaint: model.outpaint ? { maxPerSide: model.outpaint.by === "edges" ? model.outpaint.maxPerSide : null } : null,
    upscale: model.upscale ?? null,
    execution: model.execution,
    streaming: model.streaming,
    measured: null,
    price: { ...model.price, multiplier: toMultiplier(model.price) },
    available: availability.available,
    unavailableReason: availability.available ? null : availability.reason,
  }));
}

function describeOption(option: ModelOption): ModelInfo["options"][number] {
  const named = { ...option, hint: option.hint ?? null };
  if (named.type === "choice") return { ...named, choices: [...named.choices] };
  return named.type === "text" ? { ...named, required: named.required ?? false } : named;
}

const toMultiplier = ({ multiplier }: PriceRule) =>
  multiplier ? { ...multiplier, factors: { ...multiplier.factors } } : null;

/**
 * The model for a request and what it would do and cost. Quote and create both call this.
 *
 * @throws RepaintError why no model can do it, or `invalid_request` when the mask lies outside the picture.
 */
export function chooseModel(request: Ask & { model: string; image: Size; maskBounds: Rect }): {
  model: Model;
  plan: EditPlan;
} {
  const { image, maskBounds } = request;
  if (maskBounds.width < 1 || maskBounds.height < 1) throw new RepaintError("mask_empty");
  if (maskBounds.x + maskBounds.width > image.width || maskBounds.y + maskBounds.height > image.height) {
    throw new RepaintError("invalid_request", { field: "maskBounds" });
  }
  const candidates = models().map(({ model, availability }) => ({ ...model, available: availability.available }));
  const model = selectModel(candidates, request.model, { ...request, variants: 1 });
  return { model, plan: planEdit({ image, maskBounds, model, variants: 1 }) };
}

/** The web process lists and prices models; only the worker, which hands in an engine, runs them. */
function models(): readonly ListedModel[] {
  if (!areProvidersConfigured()) configureProviders({ env: env(), engine: null });
  return listModels();
}
