"use client";

import { createContext, use } from "react";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";
import type { Editor } from "./editor.ts";

export const EditorContext = createContext<Editor | null>(null);

/** The open photo's editor. Only below `EditorContext`. */
export function useEditor(): Editor {
  const editor = use(EditorContext);
  if (!editor) throw new Error("useEditor is used outside the editor");
  return editor;
}

/**
 * Part of one of the editor's stores; the component is drawn again when that part changes.
 *
 *     const viewport = useEditorState((editor) => editor.view, (view) => view.viewport);
 */
export function useEditorState<State, Part>(
  store: (editor: Editor) => StoreApi<State>,
  select: (state: State) => Part,
): Part {
  return useStore(store(useEditor()), select);
}
