import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
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
      <div className="flex flex-col gap-2">
        <h1 className="font-semibold text-2xl">{t("title")}</h1>
        <p className="max-w-prose text-ink-muted">{t("lead")}</p>
      </div>
      <SettingsList info={await settingsInfo()} providers={providers} />
    </>
  );
}
