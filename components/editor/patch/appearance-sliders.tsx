"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Slider } from "#components/ui/slider.tsx";
import type { Appearance, AppearanceChange } from "#lib/contracts/appearance.ts";
import { MAX_FEATHER } from "#lib/domain/spread.ts";

interface AppearanceSlidersProps {
  readonly appearance: Appearance;
  readonly change: (change: AppearanceChange) => void;
}

/** Opacity, drawn at once; and edge and colours, which the server blends anew. */
export function AppearanceSliders({ appearance, change }: AppearanceSlidersProps) {
  const t = useTranslations("patch");
  const { opacity, plannedFeather, colourMatch, reblendable } = appearance;
  const feather = appearance.feather ?? plannedFeather ?? 0;
  const isAsPlanned = appearance.feather === null && colourMatch === 1;
  return (
    <div className="flex flex-col gap-2">
      <Row
        label={t("opacity")}
        value={Math.round(opacity * 100)}
        max={100}
        words={t("percent", { share: opacity })}
        onChange={(percent) => change({ opacity: percent / 100 })}
      />
      {reblendable ? (
        <>
          <Row
            label={t("feather")}
            value={feather}
            max={MAX_FEATHER}
            words={t("pixels", { pixels: feather })}
            onChange={(pixels) => change({ feather: pixels })}
          />
          <Row
            label={t("colourMatch")}
            value={Math.round(colourMatch * 100)}
            max={100}
            words={t("percent", { share: colourMatch })}
            onChange={(percent) => change({ colourMatch: percent / 100 })}
          />
          {!isAsPlanned && (
            <Button size="small" variant="ghost" onClick={() => change({ feather: null, colourMatch: 1 })}>
              {t("reset")}
            </Button>
          )}
        </>
      ) : (
        <p className="text-ink-muted text-sm">{t("notReblendable")}</p>
      )}
    </div>
  );
}

interface RowProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly words: string;
  readonly onChange: (value: number) => void;
}

function Row({ label, value, max, words, onChange }: RowProps) {
  return (
    <div className="grid grid-cols-[5.5rem_1fr_3.5rem] items-center gap-2 text-sm">
      <span aria-hidden="true">{label}</span>
      <Slider label={label} value={value} min={0} max={max} onValueChange={onChange} valueText={words} />
      <span aria-hidden="true" className="text-end text-ink-muted tabular-nums">
        {words}
      </span>
    </div>
  );
}
