import type { Edit } from "#lib/contracts/edit.ts";
import { OPERATIONS } from "#lib/domain/operation.ts";
import type { Editor } from "./editor.ts";
import { notify } from "./notify.ts";

/** What the page does when an edit ends: shows the result, or gives the mask back, and says so. */
export function onEditEnded(editor: Editor, edit: Edit): void {
  const { edits, account, announcer } = editor;
  void account.getState().refreshTokens();
  const label = OPERATIONS[edit.operation].label;
  if (edit.status === "succeeded") {
    announcer.getState().say(`${label} finished.`);
    // Someone who has gone on to another version is not pulled away from it.
    if (edits.getState().selected === edit.parentEditId) edits.getState().select(edit.id);
    else notify("success", `${label} finished`, showAction(editor, edit));
    for (const warning of edit.warnings) notify("warning", warning.message);
    return;
  }
  restoreMask(editor, edit.id);
  announcer
    .getState()
    .say(edit.status === "failed" ? `${label} failed. ${edit.error?.message ?? ""}` : `${label} cancelled.`);
  if (edit.status === "failed") notify("error", `${label} failed`, { description: edit.error?.message ?? "" });
}

function showAction({ edits }: Editor, edit: Edit) {
  return { action: { label: "Show", onClick: () => edits.getState().select(edit.id) } };
}

/** Undoes the clearing that followed the request, unless something was painted since. */
function restoreMask({ mask, edits }: Editor, editId: string): void {
  const own = edits.getState().own.get(editId);
  if (own?.clearedAtRevision === mask.revision) mask.undo();
}
