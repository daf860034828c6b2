"use client";

import { ArrowDown, ArrowUp, Copy, Download, Ellipsis, Merge, Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { type EditorLayer, MAX_NAME_CHARACTERS } from "#lib/client/layers/layer-meta.ts";
import { useEditor } from "../state/editor-context.tsx";
import { duplicateLayer, mergeDown } from "../state/layer-commands.ts";
import { useDeleteLayer } from "./use-delete-layer.ts";
import { useMaskFiles } from "./use-mask-files.ts";

interface LayerMenuProps {
  readonly layer: EditorLayer;
  readonly name: string;
  readonly place: number;
  readonly count: number;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRename: () => void;
}

export function LayerMenu({ layer, name, place, count, onMove, onRename }: LayerMenuProps) {
  const t = useTranslations("layers");
  const editor = useEditor();
  const remove = useDeleteLayer();
  const { exportMask } = useMaskFiles();
  const { id } = layer;
  const isFirst = place === 1;
  const isLast = place === count;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger>
        <IconButton label={t("actions", { name })} size="small" className="text-ink-muted">
          <Ellipsis aria-hidden="true" />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem onSelect={onRename} shortcut="F2">
          <Pencil aria-hidden="true" />
          {t("menu.rename")}
        </DropdownMenuItem>
        <DropdownMenuItem
          onSelect={() => duplicateLayer(editor, id, t("copyOf", { name }).slice(0, MAX_NAME_CHARACTERS))}
        >
          <Copy aria-hidden="true" />
          {t("menu.duplicate")}
        </DropdownMenuItem>
        <DropdownMenuItem disabled={isLast} onSelect={() => mergeDown(editor, id)}>
          <Merge aria-hidden="true" className="rotate-180" />
          {t("menu.mergeDown")}
        </DropdownMenuItem>
        <DropdownMenuItem disabled={isFirst} onSelect={() => onMove(1)} shortcut="Alt ↑">
          <ArrowUp aria-hidden="true" />
          {t("menu.up")}
        </DropdownMenuItem>
        <DropdownMenuItem disabled={isLast} onSelect={() => onMove(-1)} shortcut="Alt ↓">
          <ArrowDown aria-hidden="true" />
          {t("menu.down")}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => void exportMask(layer, name)}>
          <Download aria-hidden="true" />
          {t("menu.export")}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem danger disabled={count === 1} onSelect={() => remove(layer)}>
          <Trash2 aria-hidden="true" />
          {t("menu.delete")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
