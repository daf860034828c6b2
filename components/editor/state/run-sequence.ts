import { newSubmission } from "#lib/client/api.ts";
import { ApiError, asApiError } from "#lib/client/api-error.ts";
import { isFinal } from "#lib/client/events.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import { referencesFor, submit } from "./commands.ts";
import type { Editor } from "./editor.ts";
import type { Sequence, SequenceStep } from "./run-store.ts";
import { type LayerAsk, sequenceAsks } from "./sequence-asks.ts";
import { until } from "./until.ts";

/**
 * Runs the edits of all marked layers, each on the result of the one before. Each layer is cleared when its edit is
 * there; where one comes to nothing the others stay marked and are not run. The masks are those of the moment it began.
 */
export async function runSequence(editor: Editor): Promise<void> {
  const { run, request, mask, account } = editor;
  if (run.getState().sequence?.state === "running") return;
  const asks = sequenceAsks(editor);
  const unready = asks.find(({ missing }) => missing);
  if (unready) {
    mask.activateLayer(unready.layer.id);
    return;
  }
  request.setState({ error: null });
  run.getState().begin(sequenceOf(mask.document, asks));
  try {
    const masks = await Promise.all(asks.map(({ layer, sendsMask }) => (sendsMask ? mask.encode([layer.id]) : null)));
    let parentEditId = asks[0]?.request.parentEditId ?? null;
    for (const [index, ask] of asks.entries()) {
      const edit = await runStep(editor, ask, { mask: masks[index] ?? null, parentEditId });
      if (edit.status !== "succeeded") return run.getState().end("stopped");
      parentEditId = edit.id;
    }
    run.getState().end("done");
  } catch (error) {
    run.getState().end("stopped");
    request.setState({ error: asApiError(error) });
  } finally {
    void account.getState().refreshTokens();
  }
}

/**
 * Goes back to a sequence that was running when the page was left: its edit goes on at the server and is waited for;
 * those after it are not begun, and stay marked. It is taken for interrupted already.
 */
export async function resumeSequence(editor: Editor, left: Sequence): Promise<void> {
  const { edits } = editor;
  const step = left.steps.find(({ state }) => state === "running");
  if (!step?.editId || !edits.getState().edits.has(step.editId)) return;
  const edit = await endOf(editor, step.editId);
  await settled(editor, step);
  finish(editor, step.layerId, edit);
}

function sequenceOf(document: string, asks: readonly LayerAsk[]): Sequence {
  const steps = asks.map(
    ({ layer }): SequenceStep => ({
      ...{ layerId: layer.id, pixels: layer.pixels },
      ...{ editId: null, state: "waiting" },
    }),
  );
  return { document, steps, state: "running" };
}

interface StepFacts {
  readonly mask: Blob | null;
  readonly parentEditId: string | null;
}

async function runStep(editor: Editor, ask: LayerAsk, { mask, parentEditId }: StepFacts): Promise<Edit> {
  const { setStep } = editor.run.getState();
  const { layer, wish, request, region } = ask;
  if (!region) throw new ApiError("mask_empty");
  setStep(layer.id, { state: "running" });
  try {
    const references = referencesFor(editor, request.model, wish.references).map(({ file }) => file);
    const submission = newSubmission({ ...request, parentEditId }, { mask, references });
    const editId = await submit(editor, submission, region);
    setStep(layer.id, { editId });
    const edit = await endOf(editor, editId);
    finish(editor, layer.id, edit);
    return edit;
  } catch (error) {
    setStep(layer.id, { state: "stopped" });
    throw error;
  }
}

function finish({ run, mask, maskState }: Editor, layerId: string, { status }: Edit): void {
  const { sequence, setStep } = run.getState();
  const step = sequence?.steps.find((one) => one.layerId === layerId);
  if (!sequence || !step) return;
  setStep(layerId, { state: status === "succeeded" ? "done" : "stopped" });
  // What was drawn meanwhile is for another edit.
  const isSame = maskState.getState().layers.some(({ id, pixels }) => id === layerId && pixels === step.pixels);
  if (status === "succeeded" && isSame && mask.document === sequence.document)
    mask.changeLayers({ kind: "clear", ids: [layerId] });
}

function endOf({ edits }: Editor, editId: string): Promise<Edit> {
  return until(edits, (state) => {
    const edit = state.edits.get(editId);
    return edit && isFinal(edit) ? edit : null;
  });
}

/** When the layer's marks have been read back. */
async function settled({ maskState }: Editor, { layerId, pixels }: SequenceStep): Promise<void> {
  await until(
    maskState,
    ({ layers }) => layers.some((layer) => layer.id === layerId && layer.pixels === pixels) || null,
  );
}
