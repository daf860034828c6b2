import { cancelEdit, createEdit, type EditSubmission, newSubmission } from "#lib/client/api.ts";
import { asApiError } from "#lib/client/api-error.ts";
import type { Ask } from "#lib/client/edits/ask.ts";
import { askedFor } from "#lib/client/edits/asked-for.ts";
import { wordsOfError } from "#lib/client/error-words.ts";
import { wholeOf } from "#lib/domain/geometry.ts";
import type { Rect } from "#lib/domain/raster.ts";
import { currentAsk } from "./current-ask.ts";
import type { Editor } from "./editor.ts";
import { notify } from "./notify.ts";
import type { Reference } from "./request-store.ts";
import { regionLayers } from "./run-scope.ts";

/** Asks for the one edit that is set up. Its mask is cleared once the server has taken it; undo brings it back. */
export async function runOnce(editor: Editor): Promise<void> {
  const { request, mask } = editor;
  if (request.getState().isSending) return;
  const ask = currentAsk(editor);
  if (ask.missing || !ask.region) {
    request.setState({ error: ask.missing });
    return;
  }
  request.setState({ isSending: true, error: null });
  try {
    const { revision } = mask;
    const layers = layersAsked(editor);
    const submission = await submissionFor(editor, ask, layers);
    const editId = await submit(editor, submission, ask.region);
    if (submission.files.mask) clearMask(editor, { revision, layers }, [editId]);
  } catch (error) {
    request.setState({ error: asApiError(error) });
  } finally {
    request.setState({ isSending: false });
    void editor.account.getState().refreshTokens();
  }
}

/** Asks for a failed or cancelled edit once more, with the mask it had. */
export async function runAgain(editor: Editor, editId: string): Promise<void> {
  const { edits, own } = editor.edits.getState();
  const edit = edits.get(editId);
  if (!edit) return;
  try {
    const asked = own.get(editId);
    const { request, files } = asked?.submission ?? (await askedFor(edit));
    const region = asked?.region ?? edit.window ?? wholeOf(editor.base.getState().base);
    await submit(editor, newSubmission(request, files), region);
  } catch (error) {
    const { t } = editor.words.getState();
    notify("error", t("edits.notStarted"), { description: wordsOfError(t, asApiError(error)) });
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
    const { t } = editor.words.getState();
    notify("error", t("edits.notCancelled"), { description: wordsOfError(t, error) });
  }
}

/** Takes over what an earlier edit was asked to do, for the mask that is painted next. */
export function reuseRequest(editor: Editor, editId: string): void {
  const edit = editor.edits.getState().edits.get(editId);
  if (!edit) return;
  const { setOperation, setPrompt, setModel, setOptions } = editor.request.getState();
  setOperation(edit.operation);
  setPrompt(edit.prompt);
  setModel(editor.account.getState().models?.some((model) => model.id === edit.model) ? edit.model : "auto");
  setOptions(edit.model, edit.options);
}

/** The layers whose marks are the region of the edit that is set up. */
export const layersAsked = ({ maskState, run }: Editor): readonly string[] =>
  regionLayers(maskState.getState(), run.getState().scope);

async function submissionFor(editor: Editor, ask: Ask, layers: readonly string[]): Promise<EditSubmission> {
  const references = referencesFor(editor, ask.request.model);
  const mask = ask.sendsMask && [editor.mask.revision, ...layers];
  const fingerprint = JSON.stringify([ask.request, mask, references.map(({ id }) => id)]);
  if (editor.unanswered?.fingerprint === fingerprint) return editor.unanswered.submission;
  const submission = newSubmission(ask.request, {
    mask: ask.sendsMask ? await editor.mask.encode(layers) : null,
    references: references.map(({ file }) => file),
  });
  editor.unanswered = { submission, fingerprint };
  return submission;
}

/** Those the model takes; a way of choosing may end at a model that takes none. */
export function referencesFor(
  { account, request }: Editor,
  modelId: string,
  references: readonly Reference[] = request.getState().references,
): readonly Reference[] {
  const model = account.getState().models?.find(({ id }) => id === modelId);
  return references.slice(0, model?.maxReferences ?? 0);
}

/** Sends a request and follows what becomes of it. Answers the edit's id. Throws `ApiError`. */
export async function submit(editor: Editor, submission: EditSubmission, region: Rect): Promise<string> {
  const edit = await createEdit(submission);
  if (editor.unanswered?.submission === submission) editor.unanswered = null;
  const { remember, take } = editor.edits.getState();
  remember(edit.id, { submission, region });
  take([edit]);
  editor.follow(edit);
  return edit.id;
}

interface SentMask {
  readonly revision: string;
  readonly layers: readonly string[];
}

/** What was sent is no longer marked, unless something was painted meanwhile. */
export function clearMask({ mask, edits }: Editor, sent: SentMask, editIds: readonly string[]): void {
  if (mask.revision !== sent.revision) return;
  mask.changeLayers({ kind: "clear", ids: sent.layers });
  edits.getState().setCleared(editIds, mask.revision);
}
