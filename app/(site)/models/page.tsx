import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ModelCatalogue } from "#components/models/model-catalogue.tsx";
import { providerTextsOf } from "#lib/i18n/provider-texts.ts";
import { translatedModels } from "#lib/i18n/translated-models.ts";
import { describeModels } from "#lib/server/models.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("models");
  return { title: t("title"), description: t("description") };
}

export default async function ModelsPage() {
  const t = await getTranslations("models");
  const models = translatedModels(await describeModels(), await providerTextsOf(await getLocale()));
  return (
    <div className="mx-auto flex w-full max-w-7xl flex-1 flex-col gap-6 px-4 py-6 sm:px-6 sm:py-8">
      <div className="flex flex-col gap-2">
        <h1 className="font-semibold text-2xl">{t("title")}</h1>
        <p className="max-w-prose text-ink-muted text-lg">{t("lead")}</p>
      </div>
      <ModelCatalogue models={models} />
    </div>
  );
}
