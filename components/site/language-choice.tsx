"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { DropdownMenuRadioGroup } from "#components/ui/dropdown-menu.tsx";
import { LOCALES, type Locale } from "#lib/i18n/locales.ts";
import { rememberLocale } from "./remember-locale.ts";

const OPTIONS = LOCALES.map(({ value, label }) => ({ value, label, lang: value }));

/** The languages of the interface, as a part of a menu. The page stays, and is asked for again in the other one. */
export function LanguageChoice() {
  const t = useTranslations("common");
  const router = useRouter();
  const locale = useLocale();
  const choose = (chosen: Locale) => {
    rememberLocale(chosen);
    router.refresh();
  };
  return <DropdownMenuRadioGroup label={t("language")} value={locale} onValueChange={choose} options={OPTIONS} />;
}
