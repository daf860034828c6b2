"use client";

import { useEffect } from "react";
import { shortcutFor } from "./chosen-keys.ts";
import { chordOf, hasModifier } from "./key-chord.ts";
import type { Shortcut } from "./shortcuts.ts";
import type { Editor } from "./state/editor.ts";

interface ShortcutOptions {
  /** Letters and signs without a modifier can be switched off: speech input types them by accident (WCAG 2.1.4). */
  readonly singleKeys: boolean;
  readonly onHelp: () => void;
}

/** Binds the editor's keys to the page. Typing in a field and open dialogs keep their own. */
export function useShortcuts(editor: Editor, { singleKeys, onHelp }: ShortcutOptions): void {
  useEffect(() => {
    const held = new Map<string, NonNullable<Shortcut["release"]>>();
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const isModified = event.ctrlKey || event.metaKey;
      if (isElsewhere(event.target) && !(isModified && event.key === "Enter")) return;
      if (event.key === "?" && singleKeys) {
        event.preventDefault();
        onHelp();
        return;
      }
      if (event.key === "Escape") editor.compare.getState().stop();
      const chord = chordOf(event);
      const shortcut = shortcutFor(chord, editor.keys.getState().chosen);
      if (!shortcut || !chord || (!hasModifier(chord) && !singleKeys)) return;
      event.preventDefault();
      if (shortcut.release) held.set(event.code, shortcut.release);
      shortcut.act(editor);
    };
    // By the key's place, which no modifier changes meanwhile.
    const onKeyUp = ({ code }: KeyboardEvent) => {
      held.get(code)?.(editor);
      held.delete(code);
    };
    window.addEventListener("keydown", onKeyDown);
    window.addEventListener("keyup", onKeyUp);
    return () => {
      window.removeEventListener("keydown", onKeyDown);
      window.removeEventListener("keyup", onKeyUp);
    };
  }, [editor, singleKeys, onHelp]);
}

function isElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(ELSEWHERE) !== null;
}

/** What is slid or ticked hears no letters. */
const TYPED_INTO = 'input:not([type="range"], [type="radio"], [type="checkbox"]), textarea, [contenteditable="true"]';
const ELSEWHERE = `${TYPED_INTO}, select, [role="dialog"], [role="menu"], [role="listbox"]`;
