import "server-only";
import type { EditPlan } from "#lib/domain/edit-plan.ts";
import { resolveOptions } from "#lib/domain/model-option.ts";
import type { Model, Warning } from "#lib/providers/provider.ts";
import type { Run } from "../store/edit-runs.ts";

/** What the pipeline itself has to say about a result, beside the provider's own warnings. */
export function warningsOf({ edit }: Run, plan: EditPlan, model: Model): Warning[] {
  const { unsupported } = resolveOptions(model.options, edit.options);
  return [
    ...unsupported.map(
      (name): Warning => ({
        code: "option_unsupported",
        message: `${model.name} has no setting "${name}", so it was left out.`,
      }),
    ),
    ...(plan.kind !== "marked" && plan.scale < 1 ? [resized(plan, model)] : []),
  ];
}

/** A marked region is scaled down without a word: what lies around it is not touched. */
function resized({ scale }: EditPlan, model: Model): Warning {
  const percent = Math.max(1, Math.min(99, Math.round(scale * 100)));
  return {
    code: "resized",
    message: `${model.name} saw the picture at ${percent} % of its size, so its work is coarser than the picture.`,
  };
}
