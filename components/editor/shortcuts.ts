import { nextSize } from "#lib/client/mask-engine/brush-size.ts";
import type { Messages } from "#lib/i18n/messages.ts";
import type { Chord } from "./key-chord.ts";
import type { Editor } from "./state/editor.ts";
import { run } from "./state/run.ts";
import { TOOLS } from "./tools/index.ts";
import type { ToolId } from "./tools/tool.ts";

type ActionId = keyof Messages["tools"]["keys"]["names"];
export type ShortcutId = ToolId | ActionId;

export interface Shortcut {
  readonly id: ShortcutId;
  /** What it is called in the message catalogue, below `tools`. */
  readonly name: `names.${ToolId}` | `keys.names.${ActionId}`;
  /** Where nobody chose another; the first one is shown. */
  readonly chords: readonly [Chord, ...Chord[]];
  readonly act: (editor: Editor) => void;
  /** For what lasts as long as the key is held. */
  readonly release?: (editor: Editor) => void;
}

const zoom = (editor: Editor) => editor.view.getState();
const compare = (editor: Editor) => editor.compare.getState();
const tools = (editor: Editor) => editor.tools.getState();
const PEEK_KEY = "key";

const action = (id: ActionId, chords: Shortcut["chords"], act: Shortcut["act"]): Shortcut => ({
  ...{ id, chords, act },
  name: `keys.names.${id}`,
});

/** Every key of the editor, once: this list is what is bound and what the help shows. */
export const SHORTCUTS: readonly Shortcut[] = [
  ...TOOLS.map(
    ({ id, key }): Shortcut => ({
      ...{ id, name: `names.${id}`, chords: [key] },
      act: (editor) => tools(editor).choose(id),
    }),
  ),
  action("smaller", ["["], (editor) => resize(editor, -1)),
  action("larger", ["]"], (editor) => resize(editor, 1)),
  action("switchMode", ["x"], (editor) => switchMode(editor)),
  action("toggleMask", ["m"], (editor) => tools(editor).toggleMask()),
  action("undo", ["mod+z"], (editor) => editor.mask.undo()),
  action("redo", ["mod+shift+z", "mod+y"], (editor) => editor.mask.redo()),
  action("run", ["mod+enter"], (editor) => void run(editor)),
  action("compare", ["c"], (editor) => compare(editor).toggle()),
  action("slider", ["k"], (editor) => compare(editor).switchMode("slider")),
  action("sideBySide", ["y"], (editor) => compare(editor).switchMode("sideBySide")),
  action("difference", ["d"], (editor) => compare(editor).switchMode("difference")),
  {
    ...action("peek", ["v"], (editor) => peekByKey(editor)),
    release: (editor) => editor.peek.release(PEEK_KEY),
  },
  action("zoomIn", ["+", "="], (editor) => zoom(editor).step(1)),
  action("zoomOut", ["-", "_"], (editor) => zoom(editor).step(-1)),
  action("fit", ["0"], (editor) => zoom(editor).fit()),
  action("actualSize", ["1"], (editor) => zoom(editor).actualSize()),
];

function resize(editor: Editor, direction: 1 | -1): void {
  const { size, largest, setSize } = tools(editor);
  setSize(nextSize(size, direction, largest));
}

function switchMode(editor: Editor): void {
  const { mode, setMode } = tools(editor);
  setMode(mode === "subtract" ? "add" : "subtract");
}

function peekByKey({ edits, peek }: Editor): void {
  if (edits.getState().selected !== null) peek.hold(PEEK_KEY);
}
