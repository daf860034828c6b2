import { runOnce } from "./commands.ts";
import { currentAsk } from "./current-ask.ts";
import type { Editor } from "./editor.ts";
import { scopeOf } from "./run-scope.ts";
import { runSequence } from "./run-sequence.ts";

/** Asks for what is set up: one edit, or those of all marked layers one after another; once the photo is saved. */
export async function run(editor: Editor): Promise<void> {
  const { maskState, run: choice } = editor;
  const isSequence = scopeOf(maskState.getState(), choice.getState().scope) === "sequence";
  if (editor.upload.getState().phase !== "saved") queue(editor, isSequence);
  else if (isSequence) await runSequence(editor);
  else await runOnce(editor);
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
