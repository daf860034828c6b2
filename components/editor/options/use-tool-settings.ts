"use client";

import { useEditor, useEditorState } from "../state/editor-context.tsx";
import type { ToolSettings } from "../state/tool-store.ts";

/** What is set for the tools, and what changes it. */
export function useToolSettings(): readonly [ToolSettings, (changed: Partial<ToolSettings>) => void] {
  const { set } = useEditor().tools.getState();
  const settings = useEditorState(
    (it) => it.tools,
    (tools) => tools.settings,
  );
  return [settings, set];
}
