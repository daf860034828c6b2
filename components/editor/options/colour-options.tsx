"use client";

import { useTranslations } from "next-intl";
import { Slider } from "#components/ui/slider.tsx";
import { useToolSettings } from "./use-tool-settings.ts";

/** What counts as the same colour, and where the magic wand looks for it. */
export function ColourOptions() {
  const t = useTranslations("tools.colour");
  const [{ tolerance, contiguous }, set] = useToolSettings();
  return (
    <div className="flex shrink-0 items-center gap-3 px-2 text-sm">
      <span aria-hidden="true" className="text-ink-muted max-sm:sr-only">
        {t("tolerance")}
      </span>
      <Slider
        label={t("tolerance")}
        value={tolerance}
        onValueChange={(next) => set({ tolerance: next })}
        min={0}
        max={100}
        valueText={t("toleranceRead", { value: tolerance })}
        className="w-24 shrink-0"
      />
      <span aria-hidden="true" className="w-6 shrink-0 text-end tabular-nums">
        {tolerance}
      </span>
      <label className="flex min-h-control-small items-center gap-2 whitespace-nowrap">
        <input
          type="checkbox"
          checked={contiguous}
          onChange={(event) => set({ contiguous: event.currentTarget.checked })}
          className="size-4 accent-accent"
        />
        {t("contiguous")}
      </label>
    </div>
  );
}
