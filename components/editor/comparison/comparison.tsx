"use client";

import { lazy, Suspense } from "react";
import { useEditorState } from "../state/editor-context.tsx";

const ModelChooser = lazy(() => import("./model-chooser.tsx").then((it) => ({ default: it.ModelChooser })));
const ResultsDialog = lazy(() => import("./results-dialog.tsx").then((it) => ({ default: it.ResultsDialog })));

/** The same request on several models: which ones, and then what each of them made. */
export function Comparison() {
  const shown = useEditorState(
    (it) => it.comparison,
    (state) => state.shown,
  );
  return (
    <Suspense>
      {shown === "choosing" && <ModelChooser />}
      {shown === "results" && <ResultsDialog />}
    </Suspense>
  );
}
