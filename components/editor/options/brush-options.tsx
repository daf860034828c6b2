"use client";

import { Settings2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { Slider } from "#components/ui/slider.tsx";
import { SIZE_STEPS, sizeAtStep, stepOfSize } from "#lib/client/mask-engine/brush-size.ts";
import { BrushFeel, rest } from "../later/parts.ts";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import { useIsWide } from "../use-is-wide.ts";

/** The size at hand, the rest of the brush one press away. */
export function BrushOptions() {
  const t = useTranslations("tools.brush");
  const isWide = useIsWide();
  const { setSize } = useEditor().tools.getState();
  const size = useEditorState(
    (it) => it.tools,
    (tools) => tools.size,
  );
  const largest = useEditorState(
    (it) => it.tools,
    (tools) => tools.largest,
  );
  return (
    <div className="flex min-w-0 flex-1 items-center gap-3 ps-2">
      {isWide && (
        <span aria-hidden="true" className="text-ink-muted text-sm">
          {t("size")}
        </span>
      )}
      <Slider
        label={t("sizeLabel")}
        value={stepOfSize(size, largest)}
        onValueChange={(step) => setSize(sizeAtStep(step, largest))}
        min={0}
        max={SIZE_STEPS}
        valueText={t("pixelsRead", { size })}
        className={isWide ? "w-36" : "w-auto min-w-12! flex-1"}
      />
      <span aria-hidden="true" className="w-14 shrink-0 whitespace-nowrap text-end text-sm tabular-nums">
        {t("pixels", { size })}
      </span>
      <Popover
        label={t("settings")}
        preload={rest}
        side={isWide ? "bottom" : "top"}
        trigger={
          <IconButton label={t("settings")} size="small">
            <Settings2 aria-hidden="true" />
          </IconButton>
        }
      >
        <BrushFeel />
      </Popover>
    </div>
  );
}
