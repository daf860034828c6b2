import { type PlannedModel, planEdit } from "./edit-plan.ts";
import { type ErrorCode, RepaintError } from "./error.ts";
import { OPERATIONS, type Operation } from "./operation.ts";
import type { Rect, Size } from "./raster.ts";

/** What a model does with a prompt. */
export type PromptRules =
  | { readonly use: "ignored" }
  | { readonly use: "optional" | "required"; readonly maxCharacters: number };

/** The part of a model that decides whether it can serve a request, and for how much. */
export interface Candidate extends PlannedModel {
  readonly id: string;
  readonly operations: readonly Operation[];
  readonly prompt: PromptRules;
  readonly available: boolean;
}

/** What is asked, as far as it decides which models can do it. */
export interface Ask {
  readonly operation: Operation;
  /** As typed; blank counts as none. */
  readonly prompt: string;
}

/**
 * The model for a request: the named one, or for `auto` the one that can do it for the fewest tokens. With a prompt,
 * models that read it come before those that ignore it, whatever they cost. Equal models: the first in the list.
 *
 * @throws RepaintError with the reason why the named model, or the one of all that came closest, cannot do it.
 */
export function selectModel<Model extends Candidate>(
  models: readonly Model[],
  name: string,
  ask: Ask & { image: Size; maskBounds: Rect; variants: number },
): Model {
  const considered = name === "auto" ? models : models.filter((model) => model.id === name);
  const able = considered.filter((model) => refusal(model, ask) === null);
  if (able.length === 0) throw new RepaintError(closestRefusal(considered, ask), { field: "model" });
  const listens = able.filter((model) => readsPrompt(model, ask));
  return cheapest(listens.length > 0 ? listens : able, ask);
}

/** Why a model cannot serve a request, or null if it can. */
function refusal(model: Candidate, ask: Ask): ErrorCode | null {
  const prompt = ask.prompt.trim();
  if (!model.operations.includes(ask.operation)) return "operation_not_supported";
  if (!model.available) return "model_unavailable";
  if (OPERATIONS[ask.operation].prompt === "none" || model.prompt.use === "ignored") return null;
  if (model.prompt.use === "required" && prompt === "") return "prompt_required";
  if (prompt.length > model.prompt.maxCharacters) return "prompt_too_long";
  return null;
}

/** In the order a person can do something about them. */
const CLOSENESS = ["prompt_required", "prompt_too_long", "model_unavailable"] as const satisfies ErrorCode[];

function closestRefusal(models: readonly Candidate[], ask: Ask): ErrorCode {
  const reasons = new Set(models.map((model) => refusal(model, ask)));
  return CLOSENESS.find((code) => reasons.has(code)) ?? "operation_not_supported";
}

function readsPrompt(model: Candidate, ask: Ask): boolean {
  return ask.prompt.trim() !== "" && OPERATIONS[ask.operation].prompt !== "none" && model.prompt.use !== "ignored";
}

function cheapest<Model extends Candidate>(
  models: readonly Model[],
  ask: { image: Size; maskBounds: Rect; variants: number },
): Model {
  const priced = models.map((model) => ({ model, tokens: planEdit({ ...ask, model }).tokens }));
  return priced.reduce((best, next) => (next.tokens < best.tokens ? next : best)).model;
}
