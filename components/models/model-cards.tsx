"use client";

import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import type { TranslatedModel } from "#lib/i18n/translated-models.ts";
import { Availability } from "./availability.tsx";
import type { ProviderGroup } from "./filter-models.ts";
import { useModelFacts } from "./model-facts.ts";

/** The same as the table, one model below the other: for phones. */
export function ModelCards({ groups }: { readonly groups: readonly ProviderGroup[] }) {
  return (
    <div className="flex flex-col gap-6 roomy:hidden">
      {groups.map(({ provider, models }) => (
        <section key={provider} aria-label={provider} className="flex flex-col gap-2">
          <h2 className="font-medium text-ink-muted">{provider}</h2>
          <ul className="flex flex-col gap-3">
            {models.map((model) => (
              <Card key={model.id} model={model} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Card({ model }: { readonly model: TranslatedModel }) {
  const t = useTranslations();
  const { price, facts } = useModelFacts();
  const told = [{ name: "price", label: t("models.columns.price"), of: price }, ...facts]
    .map(({ name, label, of }) => ({ name, label, text: of(model) }))
    .filter(({ text }) => text !== null);
  return (
    <li className="flex flex-col gap-3 rounded-large border border-line bg-panel p-4">
      <div className="flex flex-col gap-1">
        <h3 className="font-medium text-lg">{model.name}</h3>
        <p lang={model.lang} dir="auto" className="text-start text-ink-muted">
          {model.description}
        </p>
      </div>
      <div className="text-sm">
        <Availability model={model} />
      </div>
      <ul className="flex flex-wrap gap-1">
        {model.operations.map((operation) => (
          <li key={operation}>
            <Badge>{t(`operations.${operation}.label`)}</Badge>
          </li>
        ))}
      </ul>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm tabular-nums">
        {told.map(({ name, label, text }) => (
          <div key={name} className="contents">
            <dt className="text-ink-muted">{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
