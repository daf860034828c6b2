import type { Edit } from "#lib/contracts/edit.ts";
import type { Translator } from "#lib/i18n/translator.ts";

/** Where an edit is, in words. */
export function stageInWords(t: Translator, { stage, queuePosition }: Pick<Edit, "stage" | "queuePosition">): string {
  if (stage !== "queued" || !queuePosition) return t(`edits.stages.${stage}`);
  return t("edits.stages.queuedBehind", { ahead: queuePosition });
}
