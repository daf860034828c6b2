"use client";

import { useLocale, useTranslations } from "next-intl";
import { wordsOfMeasured, wordsOfPrice } from "#components/models/model-words.ts";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select, type SelectOption } from "#components/ui/select.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { modelsFor } from "#lib/client/edits/model-choice.ts";
import { isStrategy } from "#lib/client/edits/strategy.ts";
import type { ModelInfo } from "#lib/contracts/model.ts";
import { wordsOfNotice } from "#lib/i18n/notice-words.ts";
import type { TranslatedModel } from "#lib/i18n/translated-models.ts";
import { useEditorState } from "../state/editor-context.tsx";
import { AutomaticChoice } from "./automatic-choice.tsx";

export function ModelPicker() {
  const t = useTranslations();
  const inWords = useErrorWords();
  const locale = useLocale();
  const optionOf = useModelOption();
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
        <p className="text-danger-text">{t("request.model.notListed", { reason: inWords(error) })}</p>
        <Button size="small" onClick={() => void reload(locale)}>
          {t("common.tryAgain")}
        </Button>
      </div>
    );
  }
  if (!models) {
    return (
      <div aria-busy="true" className="flex flex-col gap-1.5">
        <Skeleton className="h-5 w-16" />
        <Skeleton className="h-control w-full" />
        <span className="sr-only">{t("request.model.loading")}</span>
      </div>
    );
  }
  const offered = modelsFor(models, operation);
  const automatic = {
    value: "auto",
    label: t("request.model.automatic"),
    description: t("request.model.automaticHint"),
  };
  const named = offered.find(({ id }) => id === model);
  return (
    <div className="flex flex-col gap-3">
      <Field label={t("request.model.label")} hint={named && <ModelFacts model={named} />}>
        {(control) => (
          <Select
            {...control}
            value={named ? model : "auto"}
            onValueChange={setModel}
            options={[automatic, ...offered.map(optionOf)]}
          />
        )}
      </Field>
      {isStrategy(model) && <AutomaticChoice strategy={model} />}
    </div>
  );
}

function ModelFacts({ model }: { readonly model: TranslatedModel }) {
  const factsOf = useFacts();
  return (
    <>
      <span lang={model.lang} dir="auto" className="block text-start">
        {model.description}
      </span>
      <span className="block">{factsOf(model)}</span>
    </>
  );
}

function useFacts(): (model: ModelInfo) => string {
  const t = useTranslations("models");
  return ({ provider, price, measured }) =>
    [provider, wordsOfPrice(t, price), wordsOfMeasured(t, measured)].filter(Boolean).join(" · ");
}

function useModelOption(): (model: ModelInfo) => SelectOption<string> {
  const t = useTranslations();
  const factsOf = useFacts();
  return (model) => {
    const { id: value, name: label, unavailable, provider } = model;
    if (!unavailable) return { value, label, description: factsOf(model), group: t("request.model.ready") };
    const { text, lang } = wordsOfNotice(t, "unavailable", unavailable);
    const description = `${provider} · ${text}`;
    return { value, label, lang, description, disabled: true, group: t("request.model.notReady") };
  };
}
