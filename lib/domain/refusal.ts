import { type PlanAsk, type PlannedModel, planRefusal } from "./edit-plan.ts";
import { RepaintError } from "./error.ts";
import type { ErrorCode } from "./error-code.ts";
import type { ModelOption, OptionValues } from "./model-option.ts";
import { OPERATIONS, type Operation } from "./operation.ts";

/** What a model does with a prompt. */
export type PromptRules =
  | { readonly use: "ignored" }
  | {
      readonly use: "optional" | "required";
      readonly maxCharacters: number;
      /** Where there is none, a further picture must say what is wanted. */
      readonly orReference?: true;
    };

/** What is asked, as far as it decides which models can do it and for how much. */
export interface Ask extends PlanAsk {
  /** As typed; blank counts as none. */
  readonly prompt: string;
  /** Names that a model does not have are no reason against it. */
  readonly options: OptionValues;
  /** Further pictures to look at. */
  readonly references: number;
}

/** What a model declares that may speak against it. */
export interface Selectable extends PlannedModel {
  readonly operations: readonly Operation[];
  readonly available: boolean;
  readonly prompt: PromptRules;
  readonly options: readonly ModelOption[];
  readonly maxReferences: number;
  /** Absent: it needs none. */
  readonly minReferences?: number;
}

/** Why a model cannot serve a request, or null if it can. The first of several reasons. */
export function refusal(model: Selectable, ask: Ask): RepaintError | null {
  if (!model.operations.includes(ask.operation)) return refused("operation_not_supported");
  if (!model.available) return refused("model_unavailable");
  if (ask.references > model.maxReferences) return refused("operation_not_supported", "reference");
  if (ask.references < (model.minReferences ?? 0)) return refused("reference_required", "reference");
  return refusedPrompt(model, ask) ?? planRefusal({ ...ask, model });
}

/** True where a prompt is given and the model would follow it. */
export function readsPrompt(model: Pick<Selectable, "prompt">, ask: Ask): boolean {
  return ask.prompt.trim() !== "" && OPERATIONS[ask.operation].prompt !== "none" && model.prompt.use !== "ignored";
}

export function lacksOption({ options }: Pick<Selectable, "options">, name: string): boolean {
  return options.every((option) => option.name !== name);
}

function refusedPrompt({ prompt }: Selectable, ask: Ask): RepaintError | null {
  const rule = OPERATIONS[ask.operation].prompt;
  const typed = ask.prompt.trim();
  if (rule === "none") return null;
  if (typed === "" && (rule === "required" || prompt.use === "required")) return refused("prompt_required");
  if (prompt.use === "ignored") return null;
  if (typed === "" && prompt.orReference && ask.references === 0) return refused("prompt_required");
  return typed.length > prompt.maxCharacters ? refused("prompt_too_long") : null;
}

const refused = (code: ErrorCode, field = "model") => new RepaintError(code, { field });
