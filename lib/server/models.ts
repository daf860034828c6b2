import "server-only";
import type { ModelInfo } from "#lib/contracts/model.ts";
import { type EditPlan, planEdit } from "#lib/domain/edit-plan.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { contains, wholeOf } from "#lib/domain/geometry.ts";
import type { ModelOption } from "#lib/domain/model-option.ts";
import type { Choice } from "#lib/domain/notice.ts";
import type { PriceRule } from "#lib/domain/pricing.ts";
import type { Rect, Size } from "#lib/domain/raster.ts";
import type { Ask } from "#lib/domain/refusal.ts";
import { type Failover, selectModel } from "#lib/domain/select-model.ts";
import type { Model } from "#lib/providers/provider.ts";
import { areProvidersConfigured, configureProviders, type ListedModel, listModels } from "#lib/providers/registry.ts";
import { inEnglish } from "./english.ts";
import { env } from "./env.ts";
import { type OperatorRules, operatorRules } from "./operator-rules.ts";
import { type ProviderState, providerState } from "./provider-gate/state.ts";
import type { CandidateModel } from "./store/provider-candidates.ts";

/** Every model as the API tells it, usable on this server now or not. */
export async function describeModels(): Promise<ModelInfo[]> {
  const [state, rules] = await Promise.all([providerState(), operatorRules()]);
  return models(state, rules).map(({ provider, model, availability }) => ({
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
      orReference: model.prompt.use !== "ignored" && (model.prompt.orReference ?? false),
    },
    options: model.options.map(describeOption),
    minReferences: model.minReferences ?? 0,
    maxReferences: model.maxReferences,
    outpaint: model.outpaint ? { maxPerSide: model.outpaint.by === "edges" ? model.outpaint.maxPerSide : null } : null,
    upscale: model.upscale ?? null,
    execution: model.execution,
    streaming: model.streaming,
    measured: state.measuredOf(model.id),
    price: {
      ...model.price,
      multiplier: toMultiplier(model.price),
      marginPercent: model.price.marginPercent ?? 0,
    },
    available: availability.available,
    unavailable: availability.available ? null : availability.reason,
    unavailableReason: availability.available ? null : inEnglish(availability.reason),
  }));
}

function describeOption(option: ModelOption): ModelInfo["options"][number] {
  const named = { ...option, hint: option.hint ?? null };
  if (named.type === "choice") return { ...named, choices: [...named.choices] };
  return named.type === "text" ? { ...named, required: named.required ?? false } : named;
}

const toMultiplier = ({ multiplier }: PriceRule) =>
  multiplier ? { ...multiplier, factors: { ...multiplier.factors } } : null;

export interface ChosenModel {
  readonly model: Model;
  readonly plan: EditPlan;
  /** Why this model; null where they named it and it is to do it. */
  readonly choice: Choice | null;
  /** This model and those that may follow it, in the order to be tried; none where no other may. */
  readonly candidates: readonly CandidateModel[];
  /** What is held: what the dearest of them costs. */
  readonly tokensAtMost: number;
}

/**
 * The model for a request and what it would do and cost. Quote and create both call this.
 *
 * @param failover null where no other model may do it.
 * @throws RepaintError why no model can do it, or `invalid_request` when the mask lies outside the picture.
 */
export async function chooseModel(
  request: Omit<Ask, "variants"> & { readonly model: string },
  failover: Failover | null,
): Promise<ChosenModel> {
  const { image, maskBounds } = request;
  if (maskBounds) requireInside(maskBounds, image);
  const [state, rules] = await Promise.all([providerState(), operatorRules()]);
  const listed = models(state, rules).map(({ model, availability, isOut }) => ({
    ...model,
    available: availability.available,
    isOut,
    measured: state.measuredOf(model.id),
  }));
  const ask = { ...request, variants: 1 };
  const { model, tokens, choice, fallbacks } = selectModel(listed, request.model, ask, failover);
  const candidates = [{ model, tokens }, ...fallbacks].map((one) => ({ model: one.model.id, tokens: one.tokens }));
  return withCandidates({ model, plan: planEdit({ ...ask, model }), choice }, candidates);
}

/** The same choice for a person who turns out to have only so many tokens: fewer may follow, the model stays. */
export function payableWith(available: number, chosen: ChosenModel): ChosenModel {
  const payable = Math.max(chosen.plan.tokens, available);
  return withCandidates(
    chosen,
    chosen.candidates.filter(({ tokens }) => tokens <= payable),
  );
}

function withCandidates(
  { model, plan, choice }: Pick<ChosenModel, "model" | "plan" | "choice">,
  candidates: readonly CandidateModel[],
): ChosenModel {
  return {
    model,
    plan,
    choice,
    candidates: candidates.length > 1 ? candidates : [],
    tokensAtMost: Math.max(plan.tokens, ...candidates.map(({ tokens }) => tokens)),
  };
}

function requireInside(bounds: Rect, image: Size): void {
  if (bounds.width < 1 || bounds.height < 1) throw new RepaintError("mask_empty");
  if (!contains(wholeOf(image), bounds)) throw new RepaintError("invalid_request", { field: "maskBounds" });
}

/** What each provider is called, by its id, in the order of the model picker. */
export function providerNames(): ReadonlyMap<string, string> {
  return new Map(declaredModels().map(({ provider }) => [provider.id, provider.name]));
}

/** Those whose calls cost money. */
export function billedProviders(): { readonly id: string; readonly name: string }[] {
  const billed = new Map(
    declaredModels()
      .filter(({ model }) => !model.repeatable)
      .map(({ provider }) => [provider.id, provider.name]),
  );
  return [...billed].map(([id, name]) => ({ id, name }));
}

/** The web process lists and prices models; only the worker, which hands in an engine, runs them. */
export function declaredModels(): readonly ListedModel[] {
  if (!areProvidersConfigured()) configureProviders({ env: env(), engine: null });
  return listModels();
}

/** As the operator lets them be used and prices them. */
function models(
  state: ProviderState,
  { settings, barred }: OperatorRules,
): readonly (ListedModel & { readonly isOut: boolean })[] {
  return declaredModels().map((declared) => {
    const listed = { ...declared, model: priced(declared.model, settings.margin_percent ?? 0) };
    const why = barred.get(listed.provider.id)?.why;
    const outage = why ? ({ code: why, values: {} } as const) : state.outageOf(listed);
    if (!listed.availability.available || outage === null) return { ...listed, isOut: false };
    return { ...listed, availability: { available: false, reason: outage }, isOut: true };
  });
}

/** The operator's margin is on what they are billed for, and on nothing else: those calls may be repeated freely. */
function priced(model: Model, marginPercent: number): Model {
  if (model.repeatable || marginPercent === 0) return model;
  return { ...model, price: { ...model.price, marginPercent } };
}
