import { resultNumber } from "#lib/client/edits/version-names.ts";
import { wordsOfError } from "#lib/client/error-words.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import { wordsOfNotice } from "#lib/i18n/notice-words.ts";
import type { Editor } from "./editor.ts";
import { notify } from "./notify.ts";
import { cameToNothing } from "./run-comparison.ts";

/** What the page does when an edit ends: shows the result, or gives the mask back, and says so. */
export function onEditEnded(editor: Editor, edit: Edit): void {
  const { edits, account, announcer, comparison } = editor;
  void account.getState().refreshTokens();
  const { t } = editor.words.getState();
  const operation = t(`operations.${edit.operation}.label`);
  const compared = comparison.getState();
  const isCompared = compared.editIds.includes(edit.id);
  // The pane of its own tells how it ended.
  const isWatched = isCompared && compared.shown === "results";
  const reason = edit.error ? wordsOfError(t, edit.error) : "";
  if (edit.status === "succeeded") {
    const number = resultNumber(edits.getState().edits, edit.id);
    announcer.getState().say(t("edits.finishedSaid", { number, operation }));
    // Which of several results is kept, the person says.
    if (isCompared) {
      if (!isWatched) notify("success", t("edits.finished", { operation }), compareAction(editor));
      // Someone who has gone on to another version is not pulled away from it.
    } else if (edits.getState().selected === edit.parentEditId) edits.getState().select(edit.id);
    else notify("success", t("edits.finished", { operation }), showAction(editor, edit));
    const { models } = account.getState();
    for (const warning of edit.warnings) notify("warning", wordsOfNotice(t, "warnings", warning, models).text);
    return;
  }
  // What others of a comparison are made of the mask is still to come, or is there.
  if (!isCompared || cameToNothing(editor, compared.editIds)) restoreMask(editor, edit.id);
  const hasFailed = edit.status === "failed";
  announcer
    .getState()
    .say(hasFailed ? t("edits.failedSaid", { operation, reason }) : t("edits.cancelledSaid", { operation }));
  if (hasFailed && !isWatched) notify("error", t("edits.failed", { operation }), { description: reason });
}

function compareAction({ comparison, words }: Editor) {
  return { action: { label: words.getState().t("edits.compare"), onClick: () => comparison.getState().showResults() } };
}

function showAction({ edits, words }: Editor, edit: Edit) {
  return { action: { label: words.getState().t("edits.show"), onClick: () => edits.getState().select(edit.id) } };
}

/** Undoes the clearing that followed the request, unless something was painted since. */
function restoreMask({ mask, edits }: Editor, editId: string): void {
  if (edits.getState().cleared.get(editId) === mask.revision) mask.undo();
}
