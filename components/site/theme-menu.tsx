"use client";

import { SunMoon } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { useThemeChoice } from "./use-theme-choice.ts";

export function ThemeMenu() {
  const t = useTranslations("common.themes");
  return (
    <Menu
      side="top"
      groups={[[useThemeChoice()]]}
      trigger={
        <Button variant="ghost" size="small">
          <SunMoon aria-hidden="true" />
          {t("title")}
        </Button>
      }
    />
  );
}
