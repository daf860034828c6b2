"use client";

import { ArrowDown, ArrowUp, Copy, Download, Merge, Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactElement } from "react";
import type { MenuEntry, OpenedBy } from "#components/ui/menu-entry.ts";
import { OpenedMenu } from "#components/ui/opened-menu.tsx";
import { type EditorLayer, MAX_NAME_CHARACTERS } from "#lib/client/layers/layer-meta.ts";
import { useEditor } from "../state/editor-context.tsx";
import { duplicateLayer, mergeDown } from "../state/layer-commands.ts";
import { useDeleteLayer } from "./use-delete-layer.ts";
import { useMaskFiles } from "./use-mask-files.ts";

export interface LayerMenuProps {
  readonly layer: EditorLayer;
  readonly name: string;
  readonly place: number;
  readonly count: number;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRename: () => void;
}

interface OpenedLayerMenuProps extends LayerMenuProps, OpenedBy {
  readonly trigger: ReactElement;
}

/** What can be done with a layer. */
export function OpenedLayerMenu({ layer, name, place, count, onMove, onRename, ...menu }: OpenedLayerMenuProps) {
  const t = useTranslations("layers");
  const editor = useEditor();
  const remove = useDeleteLayer();
  const { exportMask } = useMaskFiles();
  const { id } = layer;
  const isFirst = place === 1;
  const isLast = place === count;
  const duplicate = () => duplicateLayer(editor, id, t("copyOf", { name }).slice(0, MAX_NAME_CHARACTERS));
  const groups: MenuEntry[][] = [
    [
      {
        kind: "item",
        label: t("menu.rename"),
        icon: <Pencil aria-hidden="true" />,
        shortcut: "F2",
        onSelect: onRename,
      },
      { kind: "item", label: t("menu.duplicate"), icon: <Copy aria-hidden="true" />, onSelect: duplicate },
      {
        kind: "item",
        label: t("menu.mergeDown"),
        icon: <Merge aria-hidden="true" className="rotate-180" />,
        disabled: isLast,
        onSelect: () => mergeDown(editor, id),
      },
      {
        kind: "item",
        label: t("menu.up"),
        icon: <ArrowUp aria-hidden="true" />,
        shortcut: "Alt ↑",
        disabled: isFirst,
        onSelect: () => onMove(1),
      },
      {
        kind: "item",
        label: t("menu.down"),
        icon: <ArrowDown aria-hidden="true" />,
        shortcut: "Alt ↓",
        disabled: isLast,
        onSelect: () => onMove(-1),
      },
      {
        kind: "item",
        label: t("menu.export"),
        icon: <Download aria-hidden="true" />,
        onSelect: () => void exportMask(layer, name),
      },
    ],
    [
      {
        kind: "item",
        label: t("menu.delete"),
        icon: <Trash2 aria-hidden="true" />,
        danger: true,
        disabled: count === 1,
        onSelect: () => remove(layer),
      },
    ],
  ];
  return <OpenedMenu {...menu} groups={groups} />;
}
