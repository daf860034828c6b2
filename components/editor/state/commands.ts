import { cancelEdit, createEdit, type EditSubmission, newSubmission } from "#lib/client/api.ts";
import { ApiError, asApiError } from "#lib/client/api-error.ts";
import { promptUse } from "#lib/client/edits/model-choice.ts";
import type { EditRequest } from "#lib/contracts/edit.ts";
import type { Rect } from "#lib/domain/raster.ts";
import type { Editor } from "./editor.ts";
import { notify } from "./notify.ts";

/** Asks for an edit of what is marked. The mask is cleared once the server has taken it; undo brings it back. */
export async function run(editor: Editor): Promise<void> {
  const { request, maskState, mask } = editor;
  const { bounds } = maskState.getState();
  if (request.getState().isSending) return;
  if (!bounds) {
    request.setState({ error: new ApiError("mask_empty") });
    return;
  }
  request.setState({ isSending: true, error: null });
  try {
    const revision = mask.revision;
    const submission = await submissionFor(editor, revision);
    const editId = await submit(editor, submission, bounds);
    if (mask.revision !== revision) return;
    mask.apply({ kind: "clear" });
    editor.edits.getState().remember(editId, { submission, maskBounds: bounds, clearedAtRevision: mask.revision });
  } catch (error) {
    request.setState({ error: asApiError(error) });
  } finally {
    request.setState({ isSending: false });
    void editor.account.getState().refreshTokens();
  }
}

/** Asks for a failed or cancelled edit once more, with the mask it had. Only what was asked for on this page can. */
export async function runAgain(editor: Editor, editId: string): Promise<void> {
  const own = editor.edits.getState().own.get(editId);
  if (!own) return;
  try {
    await submit(editor, newSubmission(own.submission.request, own.submission.mask), own.maskBounds);
  } catch (error) {
    notify("error", "The edit was not started", { description: asApiError(error).message });
  }
}

export async function cancel(editor: Editor, editId: string): Promise<void> {
  const { take, setStopping } = editor.edits.getState();
  setStopping(editId, true);
  try {
    take([await cancelEdit(editId)]);
  } catch (thrown) {
    const error = asApiError(thrown);
    // It ended a moment before: its end arrives by itself.
    if (error.code === "edit_finished") return;
    setStopping(editId, false);
    notify("error", "The edit was not cancelled", { description: error.message });
  }
}

/** Takes over what an earlier edit was asked to do, for the mask that is painted next. */
export function reuseRequest(editor: Editor, editId: string): void {
  const edit = editor.edits.getState().edits.get(editId);
  if (!edit) return;
  const { setOperation, setPrompt, setModel } = editor.request.getState();
  setOperation(edit.operation);
  setPrompt(edit.prompt);
  setModel(editor.account.getState().models?.some((model) => model.id === edit.model) ? edit.model : "auto");
}

async function submissionFor(editor: Editor, revision: number): Promise<EditSubmission> {
  const request = nextRequest(editor);
  const fingerprint = JSON.stringify([request, revision]);
  if (editor.unanswered?.fingerprint === fingerprint) return editor.unanswered.submission;
  const submission = newSubmission(request, await editor.mask.encode());
  editor.unanswered = { submission, fingerprint };
  return submission;
}

async function submit(editor: Editor, submission: EditSubmission, maskBounds: Rect): Promise<string> {
  const edit = await createEdit(submission);
  if (editor.unanswered?.submission === submission) editor.unanswered = null;
  const { remember, take } = editor.edits.getState();
  remember(edit.id, { submission, maskBounds, clearedAtRevision: null });
  take([edit]);
  editor.follow(edit);
  return edit.id;
}

function nextRequest({ image, edits, request, account }: Editor): EditRequest {
  const { operation, model, prompt } = request.getState();
  const use = promptUse(account.getState().models ?? [], operation, model);
  const reads = use === "optional" || use === "required";
  return {
    imageId: image.id,
    parentEditId: edits.getState().selected,
    operation,
    model,
    prompt: reads ? prompt.trim() : "",
  };
}
