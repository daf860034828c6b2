"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { ToggleGroup } from "#components/ui/toggle-group.tsx";
import { operationsOf } from "#lib/client/edits/model-choice.ts";
import type { TranslatedModel } from "#lib/i18n/translated-models.ts";
import { ANY_OPERATION, byProvider, type ModelFilter, matching } from "./filter-models.ts";
import { ModelCards } from "./model-cards.tsx";
import { ModelTable } from "./model-table.tsx";

const ALL: ModelFilter = { operation: ANY_OPERATION, availability: "all" };

/** Every model side by side: a table where there is room, cards on phones. */
export function ModelCatalogue({ models }: { readonly models: readonly TranslatedModel[] }) {
  const t = useTranslations();
  const [filter, setFilter] = useState(ALL);
  const shown = matching(models, filter);
  const groups = byProvider(shown);
  const ready = shown.filter((model) => model.available).length;
  const operations = operationsOf(models).map((value) => ({ value, label: t(`operations.${value}.label`) }));
  return (
    <>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <Field label={t("models.operation")} className="w-full sm:w-56">
          {(control) => (
            <Select
              {...control}
              value={filter.operation}
              onValueChange={(operation) => setFilter({ ...filter, operation })}
              options={[{ value: ANY_OPERATION, label: t("models.anyOperation") }, ...operations]}
            />
          )}
        </Field>
        <ToggleGroup
          label={t("models.availability")}
          value={filter.availability}
          onValueChange={(availability) => setFilter({ ...filter, availability })}
          options={[
            { value: "all", label: t("models.all") },
            { value: "ready", label: t("models.readyHere") },
          ]}
          className="mb-0.5"
        />
        <p role="status" className="text-ink-muted tabular-nums sm:mb-2 sm:ms-auto">
          {t("models.count", { count: shown.length, ready })}
        </p>
      </div>
      {shown.length === 0 ? (
        <div className="flex flex-col items-start gap-3 rounded-large border border-line bg-panel p-6">
          <p>{t("models.nothingMatches")}</p>
          <Button onClick={() => setFilter(ALL)}>{t("models.showAll")}</Button>
        </div>
      ) : (
        <>
          <ModelTable groups={groups} />
          <ModelCards groups={groups} />
        </>
      )}
    </>
  );
}
