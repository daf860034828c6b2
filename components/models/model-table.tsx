"use client";

import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import type { TranslatedModel } from "#lib/i18n/translated-models.ts";
import { Availability } from "./availability.tsx";
import type { ProviderGroup } from "./filter-models.ts";
import { useModelFacts } from "./model-facts.ts";

const HEAD = "px-3 py-2 text-start align-bottom font-medium text-ink-muted text-sm";
const CELL = "px-3 py-3 text-start align-top text-sm tabular-nums";

/** Scrolls inside its frame, so that its head and the names of the models stay in sight. Phones have no room for that. */
export function ModelTable({ groups }: { readonly groups: readonly ProviderGroup[] }) {
  const t = useTranslations("models");
  const { facts } = useModelFacts();
  return (
    <section
      aria-label={t("tableLabel")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
      tabIndex={0}
      className="relative hidden max-h-[80dvh] overflow-auto rounded-large border border-line bg-panel roomy:block"
    >
      <table className="w-full border-collapse">
        <caption className="sr-only">{t("tableCaption")}</caption>
        <thead className="sticky top-0 z-20 bg-panel shadow-raised">
          <tr>
            <th scope="col" className={`${HEAD} sticky start-0 z-10 bg-panel`}>
              {t("columns.model")}
            </th>
            <th scope="col" className={HEAD}>
              {t("columns.availability")}
            </th>
            <th scope="col" className={HEAD}>
              {t("columns.operations")}
            </th>
            <th scope="col" className={HEAD}>
              {t("columns.price")}
            </th>
            {facts.map(({ name, label }) => (
              <th key={name} scope="col" className={HEAD}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(({ provider, models }) => (
          <tbody key={provider} className="border-line border-b last:border-b-0">
            <tr>
              <th
                scope="rowgroup"
                colSpan={4 + facts.length}
                className="bg-control px-3 py-1.5 text-start font-medium text-sm"
              >
                <span className="sticky start-3">{provider}</span>
              </th>
            </tr>
            {models.map((model) => (
              <Row key={model.id} model={model} />
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}

function Row({ model }: { readonly model: TranslatedModel }) {
  const t = useTranslations("operations");
  const { price, facts } = useModelFacts();
  return (
    <tr className="border-line border-t">
      <th
        scope="row"
        className={`${CELL} sticky start-0 z-10 min-w-52 max-w-64 bg-panel font-normal 2xl:min-w-88 2xl:max-w-88`}
      >
        <span className="block font-medium text-base">{model.name}</span>
        <span lang={model.lang} dir="auto" className="block text-start text-ink-muted">
          {model.description}
        </span>
      </th>
      <td className={`${CELL} min-w-36`}>
        <Availability model={model} />
      </td>
      <td className={`${CELL} min-w-36`}>
        <ul className="flex flex-wrap gap-1">
          {model.operations.map((operation) => (
            <li key={operation}>
              <Badge>{t(`${operation}.label`)}</Badge>
            </li>
          ))}
        </ul>
      </td>
      <td className={`${CELL} min-w-24`}>{price(model)}</td>
      {facts.map(({ name, of }) => (
        <td key={name} className={`${CELL} min-w-20`}>
          <Fact text={of(model)} />
        </td>
      ))}
    </tr>
  );
}

function Fact({ text }: { readonly text: string | null }) {
  const t = useTranslations("models");
  if (text !== null) return text;
  return (
    <>
      <span aria-hidden="true" className="text-ink-muted">
        –
      </span>
      <span className="sr-only">{t("none")}</span>
    </>
  );
}
