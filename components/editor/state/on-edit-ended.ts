import { errorInWords } from "#lib/client/edits/error-words.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import { OPERATIONS } from "#lib/domain/operation.ts";
import type { Editor } from "./editor.ts";
import { notify } from "./notify.ts";
import { cameToNothing } from "./run-comparison.ts";

/** What the page does when an edit ends: shows the result, or gives the mask back, and says so. */
export function onEditEnded(editor: Editor, edit: Edit): void {
  const { edits, account, announcer, comparison } = editor;
  void account.getState().refreshTokens();
  const label = OPERATIONS[edit.operation].label;
  const compared = comparison.getState();
  const isCompared = compared.editIds.includes(edit.id);
  // The pane of its own tells how it ended.
  const isWatched = isCompared && compared.shown === "results";
  const reason = edit.error ? errorInWords(edit.error) : "";
  if (edit.status === "succeeded") {
    announcer.getState().say(`${label} finished.`);
    // Which of several results is kept, the person says.
    if (isCompared) {
      if (!isWatched) notify("success", `${label} finished`, compareAction(editor));
      // Someone who has gone on to another version is not pulled away from it.
    } else if (edits.getState().selected === edit.parentEditId) edits.getState().select(edit.id);
    else notify("success", `${label} finished`, showAction(editor, edit));
    for (const warning of edit.warnings) notify("warning", warning.message);
    return;
  }
  // What others of a comparison are made of the mask is still to come, or is there.
  if (!isCompared || cameToNothing(editor, compared.editIds)) restoreMask(editor, edit.id);
  announcer.getState().say(edit.status === "failed" ? `${label} failed. ${reason}` : `${label} cancelled.`);
  if (edit.status === "failed" && !isWatched) notify("error", `${label} failed`, { description: reason });
}

function compareAction({ comparison }: Editor) {
  return { action: { label: "Compare", onClick: () => comparison.getState().showResults() } };
}

function showAction({ edits }: Editor, edit: Edit) {
  return { action: { label: "Show", onClick: () => edits.getState().select(edit.id) } };
}

/** Undoes the clearing that followed the request, unless something was painted since. */
function restoreMask({ mask, edits }: Editor, editId: string): void {
  const own = edits.getState().own.get(editId);
  if (own?.clearedAtRevision === mask.revision) mask.undo();
}
