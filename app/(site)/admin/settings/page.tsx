import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHead } from "#components/admin/page-head.tsx";
import { SettingsList } from "#components/admin/settings/settings-list.tsx";
import { providersNamed } from "#lib/i18n/provider-names.ts";
import { providerTextsOf } from "#lib/i18n/provider-texts.ts";
import { settingsInfo } from "#lib/server/admin/settings.ts";
import { requireAdmin } from "#lib/server/auth.ts";
import { billedProviders } from "#lib/server/models.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.settings");
  return { title: t("title") };
}

export default async function SettingsPage() {
  await requireAdmin("/admin/settings");
  const t = await getTranslations("admin.settings");
  const providers = providersNamed(billedProviders(), await providerTextsOf(await getLocale()));
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <SettingsList info={await settingsInfo()} providers={providers} />
    </>
  );
}
