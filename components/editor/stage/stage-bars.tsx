"use client";

import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { ToggleGroup } from "#components/ui/toggle-group.tsx";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import { selectedPath } from "../state/edits-store.ts";

/** A small bar that floats over the photo. */
export function FloatingBar({ className, children }: { readonly className?: string; readonly children: ReactNode }) {
  return (
    <div
      className={classNames(
        "absolute flex animate-appear items-center gap-1 rounded-large border border-line bg-panel p-1 shadow-overlay",
        className,
      )}
    >
      {children}
    </div>
  );
}

const AGAINST = [
  { value: "original", label: "Original" },
  { value: "parent", label: "Previous" },
] as const;

/** What the result is compared with, and the way out. */
export function CompareOptions() {
  const { edits } = useEditor();
  const compareWith = useEditorState(
    (it) => it.edits,
    (state) => state.compareWith,
  );
  const hasSteps = useEditorState(
    (it) => it.edits,
    (state) => selectedPath(state).length > 1,
  );
  const { setCompareWith, setComparing } = edits.getState();
  return (
    <>
      <span className="whitespace-nowrap px-2 text-ink-muted text-sm">
        {hasSteps ? "Compare with" : "Original and result"}
      </span>
      {hasSteps && (
        <ToggleGroup label="Compare with" value={compareWith} onValueChange={setCompareWith} options={AGAINST} />
      )}
      <Button size="small" variant="ghost" onClick={() => setComparing(false)}>
        Done
      </Button>
    </>
  );
}
