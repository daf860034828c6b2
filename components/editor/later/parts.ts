"use client";

import type { ComponentType } from "react";
import { onceNeeded, onDemand } from "#components/ui/on-demand.tsx";
import type { ModelInfo } from "#lib/contracts/model.ts";
import type { Operation } from "#lib/domain/operation.ts";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import { layersToRun } from "../state/run-scope.ts";
import { toolById } from "../tools/index.ts";

/**
 * Parts of the editor that a photo just opened does without. All come with the first of them that is needed, so that the
 * photo and the brush are there earlier.
 */
export const rest = () => import("./rest.ts");

const useHasEdits = () =>
  useEditorState(
    (it) => it.edits,
    (state) => state.edits.size > 0,
  );
const ofResults = <Props extends object>(pick: (parts: Awaited<ReturnType<typeof rest>>) => ComponentType<Props>) =>
  onceNeeded(useHasEdits, () => rest().then(pick));

export const RunningEdits = ofResults((it) => it.RunningEdits);
export const ResultFacts = ofResults((it) => it.ResultFacts);
export const EarlierMasks = ofResults((it) => it.EarlierMasks);
export const EraseBack = ofResults((it) => it.EraseBack);
export const PatchPanel = ofResults((it) => it.PatchPanel);
export const CompareBar = ofResults((it) => it.CompareBar);
export const CompareSlider = ofResults((it) => it.CompareSlider);
export const CompareSwitch = ofResults((it) => it.CompareSwitch);
export const PaneLabels = ofResults((it) => it.PaneLabels);
export const PeekButton = ofResults((it) => it.PeekButton);
export const ProofNote = ofResults((it) => it.ProofNote);
export const RunningRegions = ofResults((it) => it.RunningRegions);

const useIsAsked = (operation: Operation) =>
  useEditorState(
    (it) => it.request,
    (state) => state.operation === operation,
  );
/** Whether the chosen model has it; where the server chooses, none has. */
function useHasModel(has: (model: ModelInfo) => boolean): boolean {
  const id = useEditorState(
    (it) => it.request,
    (state) => state.model,
  );
  const model = useEditorState(
    (it) => it.account,
    (account) => account.models?.find((one) => one.id === id),
  );
  return model !== undefined && has(model);
}

export const ExpandPanel = onceNeeded(
  () => useIsAsked("outpaint"),
  () => rest().then((it) => it.ExpandPanel),
);
export const ExpandFrame = onceNeeded(
  () => useIsAsked("outpaint"),
  () => rest().then((it) => it.ExpandFrame),
);
export const ScalePanel = onceNeeded(
  () => useIsAsked("upscale"),
  () => rest().then((it) => it.ScalePanel),
);
export const ReferencesField = onceNeeded(
  () => useHasModel(({ maxReferences }) => maxReferences > 0),
  () => rest().then((it) => it.ReferencesField),
);
export const ModelSettings = onceNeeded(
  () => useHasModel(({ options }) => options.length > 0),
  () => rest().then((it) => it.ModelSettings),
);

const useHasSeveralMarked = () =>
  useEditorState(
    (it) => it.maskState,
    (state) => layersToRun(state).length > 1,
  );
const useHasSequence = () =>
  useEditorState(
    (it) => it.run,
    (state) => state.sequence !== null,
  );
export const RunScopeChoice = onceNeeded(
  () => [useHasSeveralMarked(), useHasSequence()].some(Boolean),
  () => rest().then((it) => it.RunScopeChoice),
);
export const SequenceButton = onDemand(() => rest().then((it) => it.SequenceButton));

/** The tools that look for something in the picture. */
const useIsFinder = () => {
  const { settings } = toolById(
    useEditorState(
      (it) => it.tools,
      (state) => state.toolId,
    ),
  );
  return settings.includes("object") || settings.includes("colour");
};
export const FindingNote = onceNeeded(useIsFinder, () => rest().then((it) => it.FindingNote));
export const FindingSpot = onceNeeded(useIsFinder, () => rest().then((it) => it.FindingSpot));
export const BrushFeel = onDemand(() => rest().then((it) => it.BrushFeel));
export const ColourOptions = onDemand(() => rest().then((it) => it.ColourOptions));
export const CombineOption = onDemand(() => rest().then((it) => it.CombineOption));
export const ObjectOptions = onDemand(() => rest().then((it) => it.ObjectOptions));

/** The photo is open from this device. */
const useIsLocal = () => useEditor().local !== null;
export const UploadStatus = onceNeeded(useIsLocal, () => rest().then((it) => it.UploadStatus));
export const UploadProblem = onceNeeded(useIsLocal, () => rest().then((it) => it.UploadProblem));

/** Until the field is there the name keeps its place. */
export const LayerRename = onDemand(
  () => rest().then((it) => it.LayerRename),
  ({ name }) => name,
);
export const LayerSettingFields = onDemand(() => rest().then((it) => it.LayerSettingFields));
export const MiniMap = onDemand(() => rest().then((it) => it.MiniMap));
export const DownloadDialog = onDemand(() => import("../download-dialog.tsx").then((it) => it.DownloadDialog));
export const ShortcutsDialog = onDemand(() => import("../shortcuts-dialog.tsx").then((it) => it.ShortcutsDialog));
export const ModelChooser = onDemand(() => import("../comparison/model-chooser.tsx").then((it) => it.ModelChooser));
export const ResultsDialog = onDemand(() => import("../comparison/results-dialog.tsx").then((it) => it.ResultsDialog));
