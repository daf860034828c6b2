"use client";

import { Maximize, Minus, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { useEditor, useEditorState } from "./state/editor-context.tsx";
import { useKeyLabels } from "./use-key-labels.ts";

export function ZoomControls() {
  const t = useTranslations("viewing.zoom");
  const keyOf = useKeyLabels();
  const percent = useEditorState(
    (it) => it.view,
    (view) => Math.round(view.viewport.scale * view.pixelRatio * 100),
  );
  const isFitted = useEditorState(
    (it) => it.view,
    (view) => view.isFitted,
  );
  const { step, fit, actualSize } = useEditor().view.getState();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
    <div role="group" aria-label={t("title")} className="flex items-center">
      <IconButton label={t("out")} shortcut={keyOf("zoomOut")} size="small" tooltipSide="top" onClick={() => step(-1)}>
        <Minus aria-hidden="true" />
      </IconButton>
      <Tooltip label={t("actualSize")} shortcut={keyOf("actualSize")} side="top">
        <button
          type="button"
          aria-label={t("actualSizeFrom", { percent })}
          onClick={actualSize}
          className="h-control-small min-w-14 rounded-medium px-1 text-center text-sm tabular-nums transition-colors hover:bg-control"
        >
          {t("percent", { percent })}
        </button>
      </Tooltip>
      <IconButton label={t("in")} shortcut={keyOf("zoomIn")} size="small" tooltipSide="top" onClick={() => step(1)}>
        <Plus aria-hidden="true" />
      </IconButton>
      <IconButton
        label={t("fit")}
        shortcut={keyOf("fit")}
        size="small"
        tooltipSide="top"
        disabled={isFitted}
        onClick={fit}
      >
        <Maximize aria-hidden="true" />
      </IconButton>
    </div>
  );
}
