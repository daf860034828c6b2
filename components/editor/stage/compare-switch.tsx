"use client";

import { Columns2, Diff, type LucideIcon, SquareSplitHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { COMPARE_MODES, type CompareMode } from "../state/compare-store.ts";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import { useKeyLabels } from "../use-key-labels.ts";

const ICONS: Readonly<Record<CompareMode, LucideIcon>> = {
  slider: SquareSplitHorizontal,
  sideBySide: Columns2,
  difference: Diff,
};

/** How before and after are compared: one of three ways, or none of them. */
export function CompareSwitch() {
  const t = useTranslations("viewing");
  const keyOf = useKeyLabels();
  const { switchMode } = useEditor().compare.getState();
  const mode = useEditorState(
    (it) => it.compare,
    (compare) => compare.mode,
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
    <div role="group" aria-label={t("compare")} className="flex items-center gap-0.5">
      {COMPARE_MODES.map((one) => {
        const Icon = ICONS[one];
        return (
          <IconButton
            key={one}
            label={t(`modes.${one}`)}
            shortcut={keyOf(one)}
            size="small"
            tooltipSide="top"
            pressed={mode === one}
            onClick={() => switchMode(one)}
          >
            <Icon aria-hidden="true" />
          </IconButton>
        );
      })}
    </div>
  );
}
