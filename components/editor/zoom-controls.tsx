"use client";

import { Maximize, Minus, Plus } from "lucide-react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { useEditor, useEditorState } from "./state/editor-context.tsx";

export function ZoomControls() {
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
    <div role="group" aria-label="Zoom" className="flex items-center">
      <IconButton label="Zoom out" shortcut="−" size="small" tooltipSide="top" onClick={() => step(-1)}>
        <Minus aria-hidden="true" />
      </IconButton>
      <Tooltip label="Show at 100 %" shortcut="1" side="top">
        <button
          type="button"
          aria-label={`Zoom ${percent} %, show at 100 %`}
          onClick={actualSize}
          className="h-control-small min-w-14 rounded-medium px-1 text-center text-sm tabular-nums transition-colors hover:bg-control"
        >
          {percent} %
        </button>
      </Tooltip>
      <IconButton label="Zoom in" shortcut="+" size="small" tooltipSide="top" onClick={() => step(1)}>
        <Plus aria-hidden="true" />
      </IconButton>
      <IconButton
        label="Show the whole photo"
        shortcut="0"
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
