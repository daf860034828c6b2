import { asApiError } from "#lib/client/api-error.ts";
import { runOnce } from "./commands.ts";
import { currentAsk } from "./current-ask.ts";
import type { Editor } from "./editor.ts";
import { scopeOf } from "./run-scope.ts";

/** Asks for what is set up: one edit, or those of all marked layers one after another; once the photo is saved. */
export async function run(editor: Editor): Promise<void> {
  const { maskState, run: choice } = editor;
  const isSequence = scopeOf(maskState.getState(), choice.getState().scope) === "sequence";
  if (editor.upload.getState().phase !== "saved") queue(editor, isSequence);
  else if (isSequence) await runAll(editor);
  else await runOnce(editor);
}

/** What runs several is loaded when there are several. */
async function runAll(editor: Editor): Promise<void> {
  try {
    const { runSequence } = await import("./run-sequence.ts");
    await runSequence(editor);
  } catch (error) {
    editor.request.setState({ error: asApiError(error) });
  }
}

/** Lets what is set up run as soon as the photo is saved; asked once more, it does not. */
function queue(editor: Editor, isSequence: boolean): void {
  const { photoState, request, local } = editor;
  const { isRunQueued } = photoState.getState();
  // What a layer of several lacks stands beside it.
  const missing = isSequence ? null : currentAsk(editor).missing;
  if (missing && !isRunQueued) {
    request.setState({ error: missing });
    return;
  }
  photoState.setState({ isRunQueued: !isRunQueued });
  void local?.send();
}
