import "server-only";
import type { EditPlan } from "#lib/domain/edit-plan.ts";
import { resolveOptions } from "#lib/domain/model-option.ts";
import type { Warning } from "#lib/domain/notice.ts";
import type { Model } from "#lib/providers/provider.ts";
import type { Run } from "../store/edit-runs.ts";

/** What the pipeline itself has to say about a result, beside the provider's own warnings. */
export function warningsOf({ edit }: Run, plan: EditPlan, { id: model, options }: Model): Warning[] {
  const { unsupported } = resolveOptions(options, edit.options);
  return [
    ...unsupported.map((option): Warning => ({ code: "option_unsupported", values: { model, option } })),
    // A marked region is scaled down without a word: what lies around it is not touched.
    ...(plan.kind !== "marked" && plan.scale < 1 ? [resized(plan, model)] : []),
  ];
}

function resized({ scale }: EditPlan, model: string): Warning {
  return { code: "resized", values: { model, percent: Math.max(1, Math.min(99, Math.round(scale * 100))) } };
}
