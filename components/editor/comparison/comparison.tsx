"use client";

import { ModelChooser, ResultsDialog } from "../later/parts.ts";
import { useEditorState } from "../state/editor-context.tsx";

/** The same request on several models: which ones, and then what each of them made. */
export function Comparison() {
  const shown = useEditorState(
    (it) => it.comparison,
    (state) => state.shown,
  );
  return (
    <>
      {shown === "choosing" && <ModelChooser />}
      {shown === "results" && <ResultsDialog />}
    </>
  );
}
