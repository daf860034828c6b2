"use client";

import { useEditorState } from "./state/editor-context.tsx";

/** Reads out what has changed. Two regions by turns, because words that stay the same are not read again. */
export function Announcer() {
  const text = useEditorState(
    (it) => it.announcer,
    (state) => state.text,
  );
  const isOdd = useEditorState(
    (it) => it.announcer,
    (state) => state.count % 2 === 1,
  );
  return (
    <div className="sr-only">
      <p role="status">{isOdd ? text : ""}</p>
      <p role="status">{isOdd ? "" : text}</p>
    </div>
  );
}
