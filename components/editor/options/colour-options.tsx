"use client";

import { Waypoints } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Slider } from "#components/ui/slider.tsx";
import { useIsWide } from "../use-is-wide.ts";
import { useToolSettings } from "./use-tool-settings.ts";

/** What counts as the same colour, and where the magic wand looks for it. */
export function ColourOptions() {
  const t = useTranslations("tools.colour");
  const isWide = useIsWide();
  const [{ tolerance }, set] = useToolSettings();
  return (
    <div className="flex min-w-0 flex-1 items-center gap-3 px-1 text-sm">
      {isWide && (
        <span aria-hidden="true" className="text-ink-muted">
          {t("tolerance")}
        </span>
      )}
      <Slider
        label={t("tolerance")}
        value={tolerance}
        onValueChange={(next) => set({ tolerance: next })}
        min={0}
        max={100}
        valueText={t("toleranceRead", { value: tolerance })}
        className={isWide ? "w-24" : "w-auto min-w-12! flex-1"}
      />
      <span aria-hidden="true" className="w-6 shrink-0 text-end tabular-nums">
        {tolerance}
      </span>
      <Contiguous />
    </div>
  );
}

/** In words, or as a button where the thumb needs the room. */
function Contiguous() {
  const t = useTranslations("tools.colour");
  const [{ contiguous }, set] = useToolSettings();
  if (!useIsWide()) {
    return (
      <IconButton
        label={t("contiguous")}
        size="small"
        tooltipSide="top"
        pressed={contiguous}
        onClick={() => set({ contiguous: !contiguous })}
      >
        <Waypoints aria-hidden="true" />
      </IconButton>
    );
  }
  return (
    <label className="flex min-h-control-small items-center gap-2 whitespace-nowrap">
      <input
        type="checkbox"
        checked={contiguous}
        onChange={(event) => set({ contiguous: event.currentTarget.checked })}
        className="size-4 accent-accent"
      />
      {t("contiguous")}
    </label>
  );
}
