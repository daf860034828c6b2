"use client";

import {
  CompareBar,
  CompareSlider,
  EraseBack,
  ExpandFrame,
  FindingNote,
  FindingSpot,
  MiniMap,
  PaneLabels,
  RunningEdits,
  RunningRegions,
} from "../later/parts.ts";
import { useEditorState } from "../state/editor-context.tsx";
import { ToolOptions } from "../tool-options.tsx";
import { EditorStage } from "./editor-stage.tsx";
import { FloatingBar } from "./stage-bars.tsx";
import { MissingTiles, StageNote } from "./stage-notes.tsx";
import { useMiniMap } from "./use-mini-map.ts";
import { ViewingBar } from "./viewing-bar.tsx";

/** The photo, and what floats over it. */
export function StageArea({ isWide }: { readonly isWide: boolean }) {
  const mode = useEditorState(
    (it) => it.compare,
    (compare) => compare.mode,
  );
  const isPeeking = useEditorState(
    (it) => it.compare,
    (compare) => compare.isPeeking,
  );
  const isComparing = mode !== "off";
  return (
    <main className="relative min-h-0 flex-1 overflow-hidden bg-canvas">
      <EditorStage />
      {mode !== "sideBySide" && (
        <div className="pointer-events-none absolute inset-0 overflow-hidden">
          {!isComparing && <ExpandFrame />}
          <RunningRegions />
          <FindingSpot />
        </div>
      )}
      {mode === "slider" && !isPeeking && <CompareSlider />}
      <PaneLabels />
      {isComparing && <CompareBar isWide={isWide} />}
      {isWide && !isComparing && (
        <FloatingBar className="absolute inset-x-3 top-3 mx-auto w-fit">
          <ToolOptions />
        </FloatingBar>
      )}
      <EraseBack />
      <StageFoot isWide={isWide} isComparing={isComparing} />
    </main>
  );
}

/** One row where there is room for it; else what is said stands above what is pressed. */
function StageFoot({ isWide, isComparing }: { readonly isWide: boolean; readonly isComparing: boolean }) {
  const map = useMiniMap();
  return (
    <div className="@container pointer-events-none absolute inset-x-3 bottom-3">
      <div className="grid @3xl:grid-cols-[minmax(max-content,1fr)_auto_minmax(max-content,1fr)] grid-cols-[auto_1fr] items-end gap-2 [&>*>*]:pointer-events-auto">
        <div className="@3xl:order-2 @3xl:col-span-1 col-span-2 flex flex-col items-center gap-2">
          <MissingTiles />
          <FindingNote />
          {!isComparing && <StageNote />}
          {!isWide && <RunningEdits />}
        </div>
        <div className="@3xl:order-1 flex">
          <ViewingBar isWide={isWide} map={map} />
        </div>
        <div className="@3xl:order-3 flex justify-end">{map.isOfUse && map.isOpen && <MiniMap />}</div>
      </div>
    </div>
  );
}
