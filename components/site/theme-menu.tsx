"use client";

import { SunMoon } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { MenuOnDemand } from "#components/ui/menu-on-demand.tsx";

const load = () => import("./theme-dropdown.tsx").then((module) => module.ThemeDropdown);

export function ThemeMenu() {
  const t = useTranslations("common.themes");
  return (
    <MenuOnDemand load={load}>
      <Button variant="ghost" size="small">
        <SunMoon aria-hidden="true" />
        {t("title")}
      </Button>
    </MenuOnDemand>
  );
}
