"use client";

import { useEditorState } from "../state/editor-context.tsx";
import { scopeOf } from "../state/run-scope.ts";
import type { RunScope } from "../state/run-store.ts";

/** What runs now: what is chosen, or what is running. */
export function useRunScope(): RunScope {
  const chosen = useEditorState(
    (it) => it.run,
    ({ scope, sequence }) => (sequence?.state === "running" ? "running" : scope),
  );
  const marked = useEditorState(
    (it) => it.maskState,
    (state) => state,
  );
  return chosen === "running" ? "sequence" : scopeOf(marked, chosen);
}
