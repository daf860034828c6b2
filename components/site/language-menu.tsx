"use client";

import { Languages } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from "#components/ui/dropdown-menu.tsx";
import { LanguageChoice } from "./language-choice.tsx";

export function LanguageMenu() {
  const t = useTranslations("common");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger>
        <Button variant="ghost" size="small">
          <Languages aria-hidden="true" />
          {t("language")}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent side="top">
        <LanguageChoice />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
