"use client";

import { Square, SquaresIntersect, SquaresSubtract, SquaresUnite } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { menuChoice } from "#components/ui/menu-entry.ts";
import { ToggleGroup } from "#components/ui/toggle-group.tsx";
import type { CombineMode } from "#lib/domain/mask-engine/operation.ts";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import { useIsWide } from "../use-is-wide.ts";
import { SNUG } from "./snug.ts";

const ICONS = {
  replace: Square,
  add: SquaresUnite,
  subtract: SquaresSubtract,
  intersect: SquaresIntersect,
} as const satisfies Record<CombineMode, unknown>;
const MODES = Object.keys(ICONS) as (keyof typeof ICONS)[];

/** How a shape joins what is marked: all four ways at once, or as a menu where the thumb needs the room. */
export function CombineOption() {
  const t = useTranslations("tools.combine");
  const isWide = useIsWide();
  const { setMode } = useEditor().tools.getState();
  const mode = useEditorState(
    (it) => it.tools,
    (tools) => tools.mode,
  );
  const options = MODES.map((value) => {
    const Icon = ICONS[value];
    return { value, label: t(value), icon: <Icon aria-hidden="true" /> };
  });
  if (isWide) {
    return <ToggleGroup label={t("label")} value={mode} onValueChange={setMode} options={options} className={SNUG} />;
  }
  return (
    <Menu
      align="start"
      side="top"
      groups={[[menuChoice({ label: t("label"), value: mode, options, onChoose: setMode })]]}
      trigger={
        <IconButton label={t("label")} size="small" tooltipSide="top">
          {options.find(({ value }) => value === mode)?.icon}
        </IconButton>
      }
    />
  );
}
