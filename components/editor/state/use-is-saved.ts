"use client";

import { useEditorState } from "./editor-context.tsx";

/** Whether the server has the photo, so that it can be edited and downloaded. */
export const useIsSaved = (): boolean =>
  useEditorState(
    (it) => it.upload,
    (state) => state.phase === "saved",
  );
