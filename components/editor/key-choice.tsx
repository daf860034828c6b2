"use client";

import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useState } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { chordsOf, refusal } from "./chosen-keys.ts";
import { chordLabel, chordOf } from "./key-chord.ts";
import type { Shortcut } from "./shortcuts.ts";
import { useEditor, useEditorState } from "./state/editor-context.tsx";

const MODIFIERS = new Set(["Shift", "Control", "Alt", "Meta", "AltGraph"]);

/** A shortcut and its keys; pressing the button and then a key gives it that one, unless it is needed elsewhere. */
export function KeyChoice({ shortcut }: { readonly shortcut: Shortcut }) {
  const t = useTranslations("tools");
  const { keys } = useEditor();
  const chosen = useEditorState(
    (it) => it.keys,
    (state) => state.chosen,
  );
  const [isListening, setIsListening] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const label = chordsOf(shortcut, chosen).map(chordLabel).join(", ");

  useNextKey(isListening, (event) => {
    setIsListening(false);
    if (event.key === "Escape") return;
    const chord = chordOf(event);
    const refused = chord === null ? "reserved" : refusal(chord, shortcut, chosen);
    const key = chordLabel(chord ?? event.key);
    if (refused === "reserved") setProblem(t("keys.reserved", { key }));
    else if (refused) setProblem(t("keys.taken", { key, what: t(refused.name) }));
    else if (chord !== null) keys.getState().choose(shortcut.id, chord);
  });
  return (
    <li className="flex flex-col py-0.5">
      <div className="flex items-center justify-between gap-4">
        <span className="text-ink-muted">{t(shortcut.name)}</span>
        <button
          type="button"
          aria-label={t("keys.change", { what: t(shortcut.name), key: label })}
          aria-pressed={isListening}
          onClick={() => {
            setProblem(null);
            setIsListening(true);
          }}
          onBlur={() => setIsListening(false)}
          className={classNames(
            "min-h-control-small min-w-control-small shrink-0 rounded-small border bg-control px-2 text-xs hover:bg-control-hover",
            isListening ? "border-accent text-accent-text" : "border-line",
          )}
        >
          {isListening ? t("keys.press") : label}
        </button>
      </div>
      <p role="status" className={problem ? "text-danger-text" : "sr-only"}>
        {problem}
      </p>
    </li>
  );
}

/** The next key that is no modifier, before anything else on the page gets it. */
function useNextKey(isListening: boolean, take: (event: KeyboardEvent) => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!MODIFIERS.has(event.key)) take(event);
  });
  useEffect(() => {
    if (!isListening) return;
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listen, { capture: true });
    return () => window.removeEventListener("keydown", listen, { capture: true });
  }, [isListening]);
}
