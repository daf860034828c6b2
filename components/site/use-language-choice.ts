"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type MenuChoice, menuChoice } from "#components/ui/menu-entry.ts";
import { LOCALES, type Locale } from "#lib/i18n/locales.ts";
import { rememberLocale } from "./remember-locale.ts";

const OPTIONS = LOCALES.map(({ value, label }) => ({ value, label, lang: value }));

/** The languages of the interface, as a part of a menu. The page stays, and is asked for again in the other one. */
export function useLanguageChoice(): MenuChoice {
  const t = useTranslations("common");
  const router = useRouter();
  const locale = useLocale();
  const onChoose = (chosen: Locale) => {
    rememberLocale(chosen);
    router.refresh();
  };
  return menuChoice({ label: t("language"), value: locale, options: OPTIONS, onChoose });
}
