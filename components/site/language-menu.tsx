"use client";

import { Languages } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { MenuOnDemand } from "#components/ui/menu-on-demand.tsx";

const load = () => import("./language-dropdown.tsx").then((module) => module.LanguageDropdown);

export function LanguageMenu() {
  const t = useTranslations("common");
  return (
    <MenuOnDemand load={load}>
      <Button variant="ghost" size="small">
        <Languages aria-hidden="true" />
        {t("language")}
      </Button>
    </MenuOnDemand>
  );
}
