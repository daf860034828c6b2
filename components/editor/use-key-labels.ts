"use client";

import { chordsOf } from "./chosen-keys.ts";
import { chordLabel } from "./key-chord.ts";
import { SHORTCUTS, type Shortcut, type ShortcutId } from "./shortcuts.ts";
import { useEditorState } from "./state/editor-context.tsx";

/** The key of a shortcut as people read it, as it is bound now. */
export function useKeyLabels(): (id: ShortcutId) => string {
  const chosen = useEditorState(
    (it) => it.keys,
    (keys) => keys.chosen,
  );
  return (id) => {
    const shortcut = SHORTCUTS.find((one) => one.id === id) as Shortcut;
    return chordLabel(chordsOf(shortcut, chosen)[0]);
  };
}
