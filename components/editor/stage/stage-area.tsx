"use client";

import { RunningEdits } from "../inspector/running-edits.tsx";
import { useEditorState } from "../state/editor-context.tsx";
import { ToolOptions } from "../tool-options.tsx";
import { ZoomControls } from "../zoom-controls.tsx";
import { CompareSlider } from "./compare-slider.tsx";
import { EditorStage } from "./editor-stage.tsx";
import { ExpandFrame } from "./expand-frame.tsx";
import { CompareOptions, FloatingBar } from "./stage-bars.tsx";
import { MissingTiles, RunningRegions, StageNote } from "./stage-notes.tsx";

/** The photo, and what floats over it. */
export function StageArea({ isWide }: { readonly isWide: boolean }) {
  const isComparing = useEditorState(
    (it) => it.edits,
    (state) => state.isComparing,
  );
  return (
    <main className="relative min-h-0 flex-1 overflow-hidden bg-canvas">
      <EditorStage />
      <div className="pointer-events-none absolute inset-0 overflow-hidden">
        <ExpandFrame />
        <RunningRegions />
      </div>
      {isComparing && <CompareSlider />}
      {(isWide || isComparing) && (
        <FloatingBar className="top-3 left-1/2 max-w-[calc(100%-1.5rem)] -translate-x-1/2">
          {isComparing ? <CompareOptions /> : <ToolOptions />}
        </FloatingBar>
      )}
      {isWide && (
        <FloatingBar className="bottom-3 left-3">
          <ZoomControls />
        </FloatingBar>
      )}
      <div className="pointer-events-none absolute inset-x-3 bottom-3 flex flex-col items-center gap-2 [&>*]:pointer-events-auto">
        <MissingTiles />
        {!isComparing && <StageNote />}
        {!isWide && <RunningEdits />}
      </div>
    </main>
  );
}
