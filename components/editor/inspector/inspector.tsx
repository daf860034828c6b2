"use client";

import {
  ExpandPanel,
  ModelSettings,
  PatchPanel,
  ReferencesField,
  ResultFacts,
  RunningEdits,
  ScalePanel,
} from "../later/parts.ts";
import { LayersPanel } from "../layers/layers-panel.tsx";
import { CompareButton } from "./compare-button.tsx";
import { ModelPicker } from "./model-picker.tsx";
import { OperationPicker } from "./operation-picker.tsx";
import { PromptField } from "./prompt-field.tsx";
import { RunPanel } from "./run-panel.tsx";

/** Everything about the next edit, those under way, and the one that is shown. */
export function Inspector() {
  return (
    <>
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-4">
        <InspectorFields />
      </div>
      <div className="flex flex-col gap-3 border-line border-t p-4">
        <RunningEdits />
        <RunPanel />
      </div>
    </>
  );
}

export function InspectorFields() {
  return (
    <>
      <LayersPanel />
      <OperationPicker />
      <ExpandPanel />
      <ScalePanel />
      <PromptField />
      <ReferencesField />
      <ModelPicker />
      <ModelSettings />
      <CompareButton />
      <PatchPanel />
      <ResultFacts />
    </>
  );
}
