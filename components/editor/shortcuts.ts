import { nextSize } from "#lib/client/mask-engine/brush-size.ts";
import type { Editor } from "./state/editor.ts";
import { run } from "./state/run.ts";
import { TOOLS } from "./tools/index.ts";

const isApple = typeof navigator !== "undefined" && /Mac|iP(hone|ad)/.test(navigator.platform);
/** How the platform writes its main modifier. */
export const MODIFIER = isApple ? "⌘" : "Ctrl ";

export interface Shortcut {
  /** As shown. */
  readonly keys: string;
  readonly label: string;
  /** The value of `KeyboardEvent.key`, lower case. */
  readonly matches: readonly string[];
  readonly withModifier?: boolean;
  readonly withShift?: boolean;
  readonly act: (editor: Editor) => void;
  /** For what lasts as long as the key is held. */
  readonly release?: (editor: Editor) => void;
}

const zoom = (editor: Editor) => editor.view.getState();
const compare = (editor: Editor) => editor.compare.getState();
const PEEK_KEY = "key";

function resize(editor: Editor, direction: 1 | -1): void {
  const { size, largest, setSize } = editor.tools.getState();
  setSize(nextSize(size, direction, largest));
}

/** Every key of the editor, once: this list is what is bound and what the help shows. */
export const SHORTCUTS: readonly Shortcut[] = [
  ...TOOLS.map((tool) => ({
    keys: tool.shortcut,
    label: tool.label,
    matches: [tool.shortcut.toLowerCase()],
    act: (editor: Editor) => editor.tools.getState().choose(tool.id),
  })),
  { keys: "[", label: "Smaller brush", matches: ["["], act: (editor) => resize(editor, -1) },
  { keys: "]", label: "Larger brush", matches: ["]"], act: (editor) => resize(editor, 1) },
  { keys: "X", label: "Mark or unmark", matches: ["x"], act: switchMode },
  { keys: "M", label: "Show or hide the mask", matches: ["m"], act: (editor) => editor.tools.getState().toggleMask() },
  { keys: `${MODIFIER}Z`, label: "Undo", matches: ["z"], withModifier: true, act: (editor) => editor.mask.undo() },
  {
    keys: `${MODIFIER}⇧Z`,
    label: "Redo",
    matches: ["z"],
    withModifier: true,
    withShift: true,
    act: (editor) => editor.mask.redo(),
  },
  { keys: `${MODIFIER}Y`, label: "Redo", matches: ["y"], withModifier: true, act: (editor) => editor.mask.redo() },
  { keys: `${MODIFIER}Enter`, label: "Run", matches: ["enter"], withModifier: true, act: (editor) => void run(editor) },
  { keys: "C", label: "Compare before and after", matches: ["c"], act: (editor) => compare(editor).toggle() },
  {
    keys: "K",
    label: "Slide between before and after",
    matches: ["k"],
    act: (editor) => compare(editor).switchMode("slider"),
  },
  {
    keys: "Y",
    label: "Before and after side by side",
    matches: ["y"],
    act: (editor) => compare(editor).switchMode("sideBySide"),
  },
  {
    keys: "D",
    label: "Map of the difference",
    matches: ["d"],
    act: (editor) => compare(editor).switchMode("difference"),
  },
  {
    keys: "V",
    label: "Hold to see the version before",
    matches: ["v"],
    act: (editor) => peekByKey(editor),
    release: (editor) => editor.peek.release(PEEK_KEY),
  },
  { keys: "+", label: "Zoom in", matches: ["+", "="], act: (editor) => zoom(editor).step(1) },
  { keys: "−", label: "Zoom out", matches: ["-", "_"], act: (editor) => zoom(editor).step(-1) },
  { keys: "0", label: "Show the whole photo", matches: ["0"], act: (editor) => zoom(editor).fit() },
  { keys: "1", label: "Show at 100 %", matches: ["1"], act: (editor) => zoom(editor).actualSize() },
];

/** The shortcut a key press stands for, or none. */
export function shortcutFor(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">,
): Shortcut | undefined {
  if (event.altKey) return undefined;
  const key = event.key.toLowerCase();
  const isModified = event.ctrlKey || event.metaKey;
  return SHORTCUTS.find(
    ({ matches, withModifier = false, withShift }) =>
      matches.includes(key) &&
      withModifier === isModified &&
      // On some keyboards + and ] need the shift key; with the modifier it tells undo from redo.
      (!withModifier || (withShift ?? false) === event.shiftKey),
  );
}

function switchMode({ tools }: Editor): void {
  const { mode, setMode } = tools.getState();
  setMode(mode === "add" ? "subtract" : "add");
}

function peekByKey({ edits, peek }: Editor): void {
  if (edits.getState().selected !== null) peek.hold(PEEK_KEY);
}
