"use client";

import { useTranslations } from "next-intl";
import { type MenuChoice, menuChoice } from "#components/ui/menu-entry.ts";
import { THEMES } from "./theme.ts";
import { useTheme } from "./use-theme.ts";

/** The themes, as a part of a menu. */
export function useThemeChoice(): MenuChoice {
  const t = useTranslations("common.themes");
  const [theme, setTheme] = useTheme();
  const options = THEMES.map((value) => ({ value, label: t(value) }));
  return menuChoice({ label: t("title"), value: theme, options, onChoose: setTheme });
}
