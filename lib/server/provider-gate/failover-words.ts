import "server-only";
import type { ErrorCode } from "#lib/domain/error.ts";
import { findModel } from "#lib/providers/registry.ts";

/** Why another model did an edit, for the person: "Stability Inpaint failed (overloaded); done by Recraft Inpaint." */
export function failoverWords(
  failures: readonly { readonly model: string; readonly code: ErrorCode }[],
  doneBy: string,
): string {
  const failed = failures.map(({ model, code }) => `${nameOf(model)} failed (${WORDS[code] ?? "unavailable"})`);
  return `${failed.join(", ")}; done by ${nameOf(doneBy)}.`;
}

/** What is the operator's own business stays out of it. */
const WORDS: Partial<Record<ErrorCode, string>> = {
  overloaded: "overloaded",
  network: "not reachable",
  timeout: "no answer in time",
  bad_response: "unusable answer",
  provider_rate_limited: "too busy",
  model_retired: "retired",
  mask_rejected: "did not accept the mask",
  image_rejected: "did not accept the photo",
  engine_out_of_memory: "out of memory",
};

const nameOf = (id: string) => findModel(id)?.model.name ?? id;
