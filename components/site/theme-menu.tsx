"use client";

import { SunMoon } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from "#components/ui/dropdown-menu.tsx";
import { ThemeChoice } from "./theme-choice.tsx";

export function ThemeMenu() {
  const t = useTranslations("common.themes");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger>
        <Button variant="ghost" size="small">
          <SunMoon aria-hidden="true" />
          {t("title")}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent side="top">
        <ThemeChoice />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
