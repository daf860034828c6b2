"use client";

import { LayersPanel } from "../layers/layers-panel.tsx";
import { PatchPanel } from "../patch/patch-panel.tsx";
import { CompareButton } from "./compare-button.tsx";
import { ExpandPanel } from "./expand-panel.tsx";
import { ModelPicker } from "./model-picker.tsx";
import { ModelSettings } from "./model-settings.tsx";
import { OperationPicker } from "./operation-picker.tsx";
import { PromptField } from "./prompt-field.tsx";
import { ReferencesField } from "./references-field.tsx";
import { ResultFacts } from "./result-facts.tsx";
import { RunPanel } from "./run-panel.tsx";
import { RunningEdits } from "./running-edits.tsx";
import { ScalePanel } from "./scale-panel.tsx";

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
