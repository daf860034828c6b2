"use client";

import { useTranslations } from "next-intl";
import { DropdownMenuRadioGroup } from "#components/ui/dropdown-menu.tsx";
import { THEMES } from "./theme.ts";
import { useTheme } from "./use-theme.ts";

/** The themes, as a part of a menu. */
export function ThemeChoice() {
  const t = useTranslations("common.themes");
  const [theme, setTheme] = useTheme();
  return (
    <DropdownMenuRadioGroup
      label={t("title")}
      value={theme}
      onValueChange={setTheme}
      options={THEMES.map((value) => ({ value, label: t(value) }))}
    />
  );
}
