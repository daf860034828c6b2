import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHead } from "#components/admin/page-head.tsx";
import { ProviderCard } from "#components/admin/providers/provider-card.tsx";
import { UnsetProviders } from "#components/admin/providers/unset-providers.tsx";
import { providersNamed } from "#lib/i18n/provider-names.ts";
import { providerTextsOf } from "#lib/i18n/provider-texts.ts";
import { listProviderStates } from "#lib/server/admin/providers.ts";
import { requireAdmin } from "#lib/server/auth.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.providers");
  return { title: t("title") };
}

export default async function ProvidersPage() {
  await requireAdmin("/admin/providers");
  const t = await getTranslations("admin.providers");
  const states = providersNamed(await listProviderStates(), await providerTextsOf(await getLocale()));
  const unset = states.filter(({ missing }) => missing !== null);
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <ul className="flex flex-col gap-4">
        {states
          .filter(({ missing }) => missing === null)
          .map((state) => (
            <ProviderCard key={state.id} state={state} />
          ))}
      </ul>
      {unset.length > 0 && <UnsetProviders states={unset} />}
    </>
  );
}
