"use client";

import { Languages } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { useLanguageChoice } from "./use-language-choice.ts";

export function LanguageMenu() {
  const t = useTranslations("common");
  return (
    <Menu
      side="top"
      groups={[[useLanguageChoice()]]}
      trigger={
        <Button variant="ghost" size="small">
          <Languages aria-hidden="true" />
          {t("language")}
        </Button>
      }
    />
  );
}
