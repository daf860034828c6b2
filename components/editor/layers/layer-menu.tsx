"use client";

import { Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { MenuOnDemand } from "#components/ui/menu.tsx";
import type { LayerMenuProps } from "./opened-layer-menu.tsx";

const load = () => import("./opened-layer-menu.tsx").then((module) => module.OpenedLayerMenu);

export function LayerMenu(props: LayerMenuProps) {
  const t = useTranslations("layers");
  return (
    <MenuOnDemand
      load={load}
      rest={props}
      trigger={
        <IconButton label={t("actions", { name: props.name })} size="small" className="text-ink-muted">
          <Ellipsis aria-hidden="true" />
        </IconButton>
      }
    />
  );
}
