import type { ModelInfo } from "#lib/contracts/model.ts";
import { OPERATIONS, type Operation } from "#lib/domain/operation.ts";

export type PromptUse = "none" | "ignored" | "optional" | "required";

/** The models that offer an operation, those that can be used here first. */
export function modelsFor(models: readonly ModelInfo[], operation: Operation): ModelInfo[] {
  const offering = models.filter((model) => model.operations.includes(operation));
  return [...offering.filter((model) => model.available), ...offering.filter((model) => !model.available)];
}

/**
 * What becomes of a description: `none` where the operation has no use for one, `ignored` where no model that may be
 * chosen reads it, so that nobody types in vain.
 */
export function promptUse(models: readonly ModelInfo[], operation: Operation, choice: string): PromptUse {
  if (OPERATIONS[operation].prompt === "none") return "none";
  const usable = modelsFor(models, operation).filter((model) => model.available);
  const uses = usable.filter((model) => choice === "auto" || model.id === choice).map((model) => model.prompt.use);
  if (uses.every((use) => use === "ignored")) return "ignored";
  return uses.every((use) => use === "required") ? "required" : "optional";
}
