"use client";

import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select, type SelectOption } from "#components/ui/select.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { modelsFor } from "#lib/client/edits/model-choice.ts";
import type { ModelInfo } from "#lib/contracts/model.ts";
import { useEditorState } from "../state/editor-context.tsx";

const AUTOMATIC = { value: "auto", label: "Automatic", description: "The cheapest model that can do it" } as const;

export function ModelPicker() {
  const models = useEditorState(
    (it) => it.account,
    (account) => account.models,
  );
  const error = useEditorState(
    (it) => it.account,
    (account) => account.modelsError,
  );
  const reload = useEditorState(
    (it) => it.account,
    (account) => account.loadModels,
  );
  const { operation, model, setModel } = useEditorState(
    (it) => it.request,
    (request) => request,
  );
  const quoted = useEditorState(
    (it) => it.request,
    ({ quote }) => (quote.status === "known" ? quote.quote.model : null),
  );

  if (error) {
    return (
      <div className="flex flex-col items-start gap-2 text-sm">
        <p className="text-danger-text">The models could not be listed. {error.message}</p>
        <Button size="small" onClick={() => void reload()}>
          Try again
        </Button>
      </div>
    );
  }
  if (!models) {
    return (
      <div aria-busy="true" className="flex flex-col gap-1.5">
        <Skeleton className="h-5 w-16" />
        <Skeleton className="h-control w-full" />
        <span className="sr-only">Loading the models</span>
      </div>
    );
  }
  const offered = modelsFor(models, operation);
  const will = offered.find((one) => one.id === (model === "auto" ? quoted : model));
  return (
    <Field label="Model" hint={will ? hintFor(will, model === "auto") : undefined}>
      {(control) => (
        <Select {...control} value={model} onValueChange={setModel} options={[AUTOMATIC, ...offered.map(optionOf)]} />
      )}
    </Field>
  );
}

function hintFor(model: ModelInfo, isAutomatic: boolean): string {
  return isAutomatic ? `${model.name}: ${model.description}` : model.description;
}

function optionOf(model: ModelInfo): SelectOption<string> {
  const label = `${model.name} · ${model.provider}`;
  if (!model.available) return { value: model.id, label, description: model.unavailableReason ?? "", disabled: true };
  return { value: model.id, label };
}
