import type { ModelInfo } from "#lib/contracts/model.ts";
import { OPERATION_NAMES, OPERATIONS, type Operation } from "#lib/domain/operation.ts";
import { isStrategy } from "./strategy.ts";

export type PromptUse = "none" | "ignored" | "optional" | "required";
export type MaskUse = "required" | "optional" | "none";

/** The operations that at least one model offers, usable here or not, in their own order. */
export function operationsOf(models: readonly ModelInfo[]): Operation[] {
  return OPERATION_NAMES.filter((operation) => models.some((model) => model.operations.includes(operation)));
}

/** The models that offer an operation, those that can be used here first. */
export function modelsFor(models: readonly ModelInfo[], operation: Operation): ModelInfo[] {
  const offering = models.filter((model) => model.operations.includes(operation));
  return [...offering.filter((model) => model.available), ...offering.filter((model) => !model.available)];
}

/** The usable models that a choice leaves: the named one, or for a strategy all that offer the operation. */
export function choosable(models: readonly ModelInfo[], operation: Operation, choice: string): ModelInfo[] {
  return modelsFor(models, operation).filter((model) => model.available && (isStrategy(choice) || model.id === choice));
}

/**
 * What becomes of a description: `none` where the operation has no use for one, `ignored` where no model that may be
 * chosen reads it, so that nobody types in vain.
 */
export function promptUse(models: readonly ModelInfo[], operation: Operation, choice: string): PromptUse {
  const rule = OPERATIONS[operation].prompt;
  if (rule === "none") return "none";
  const uses = choosable(models, operation, choice).map((model) => model.prompt.use);
  if (uses.every((use) => use === "ignored")) return "ignored";
  return rule === "required" || uses.every((use) => use === "required") ? "required" : "optional";
}

/** Whether a region must be marked, may be, or is not asked for. A model may demand one where the operation does not. */
export function maskUse(models: readonly ModelInfo[], operation: Operation, choice: string): MaskUse {
  const rule: MaskUse = OPERATIONS[operation].mask;
  if (rule !== "optional") return rule;
  const able = choosable(models, operation, choice);
  return able.length > 0 && able.every((model) => model.mask.required) ? "required" : "optional";
}
