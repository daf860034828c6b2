import type { Editor } from "./editor.ts";

/** Ends comparing where there is nothing before, and gives each version a pane of its own side by side. */
export function followComparison({
  compare,
  edits,
  view,
  peek,
}: Pick<Editor, "compare" | "edits" | "view" | "peek">): () => void {
  const stops = [
    edits.subscribe(({ selected }, before) => {
      if (selected !== null || before.selected === null) return;
      peek.releaseAll();
      compare.getState().stop();
    }),
    compare.subscribe(({ mode }, before) => {
      if (mode !== before.mode) view.getState().setSplit(mode === "sideBySide");
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
