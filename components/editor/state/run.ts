import { runOnce } from "./commands.ts";
import type { Editor } from "./editor.ts";
import { scopeOf } from "./run-scope.ts";
import { runSequence } from "./run-sequence.ts";

/** Asks for what is set up: one edit, or those of all marked layers one after another. */
export async function run(editor: Editor): Promise<void> {
  const { maskState, run: choice } = editor;
  if (scopeOf(maskState.getState(), choice.getState().scope) === "sequence") await runSequence(editor);
  else await runOnce(editor);
}
