"use client";

import { useTranslations } from "next-intl";
import type { ReactElement } from "react";
import { menuChoice, type OpenedBy } from "#components/ui/menu-entry.ts";
import { OpenedMenu } from "#components/ui/opened-menu.tsx";
import { type EditorLayer, LAYER_COLOURS, LAYER_PATTERNS } from "#lib/client/layers/layer-meta.ts";
import { useEditor } from "../state/editor-context.tsx";
import { changeMeta } from "../state/layer-commands.ts";

interface OpenedLookMenuProps extends OpenedBy {
  readonly layer: EditorLayer;
  readonly trigger: ReactElement;
}

/** The colour and the pattern of a layer. */
export function OpenedLookMenu({ layer, ...menu }: OpenedLookMenuProps) {
  const t = useTranslations("layers");
  const editor = useEditor();
  const { colour, pattern } = layer.meta;
  const colours = menuChoice({
    label: t("colour"),
    value: colour,
    options: LAYER_COLOURS.map((value) => ({ value, label: t(`colours.${value}`) })),
    onChoose: (next) => changeMeta(editor, layer.id, { colour: next }),
  });
  const patterns = menuChoice({
    label: t("pattern"),
    value: pattern,
    options: LAYER_PATTERNS.map((value) => ({ value, label: t(`patterns.${value}`) })),
    onChoose: (next) => changeMeta(editor, layer.id, { pattern: next }),
  });
  return <OpenedMenu {...menu} align="start" groups={[[colours], [patterns]]} />;
}
