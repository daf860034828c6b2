"use client";

import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select, type SelectOption } from "#components/ui/select.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { modelsFor } from "#lib/client/edits/model-choice.ts";
import { measuredInWords, priceInWords } from "#lib/client/edits/model-words.ts";
import { isStrategy } from "#lib/client/edits/strategy.ts";
import type { ModelInfo } from "#lib/contracts/model.ts";
import { useEditorState } from "../state/editor-context.tsx";
import { AutomaticChoice } from "./automatic-choice.tsx";

const AUTOMATIC = { value: "auto", label: "Automatic", description: "Chosen for each edit, as you prefer" } as const;

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
  const named = offered.find(({ id }) => id === model);
  return (
    <div className="flex flex-col gap-3">
      <Field label="Model" hint={named && <ModelFacts model={named} />}>
        {(control) => (
          <Select
            {...control}
            value={named ? model : "auto"}
            onValueChange={setModel}
            options={[AUTOMATIC, ...offered.map(optionOf)]}
          />
        )}
      </Field>
      {isStrategy(model) && <AutomaticChoice strategy={model} />}
    </div>
  );
}

function ModelFacts({ model }: { readonly model: ModelInfo }) {
  return (
    <>
      {model.description}
      <span className="block">{factsOf(model)}</span>
    </>
  );
}

function factsOf({ provider, price, measured }: ModelInfo): string {
  return [provider, priceInWords(price), measuredInWords(measured)].filter(Boolean).join(" · ");
}

function optionOf(model: ModelInfo): SelectOption<string> {
  const { id: value, name: label, available, unavailableReason, provider } = model;
  if (available) return { value, label, description: factsOf(model), group: "Ready to use" };
  const description = `${provider} · ${unavailableReason ?? "Not available here"}`;
  return { value, label, description, disabled: true, group: "Not available on this server" };
}
