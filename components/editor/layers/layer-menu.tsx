"use client";

import { Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { MenuOnDemand } from "#components/ui/menu.tsx";
import type { EditorLayer } from "#lib/client/layers/layer-meta.ts";

export interface LayerMenuProps {
  readonly layer: EditorLayer;
  readonly name: string;
  readonly place: number;
  readonly count: number;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRename: () => void;
}

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
