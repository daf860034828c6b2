"use client";

import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { NumberField } from "#components/ui/number-field.tsx";
import { Slider } from "#components/ui/slider.tsx";
import { fitsSlider, legalNumber, unitOf } from "#lib/client/edits/option-values.ts";
import type { TranslatedOption } from "#lib/i18n/translated-models.ts";
import type { OptionControlProps } from "./option-control-props.ts";

type Props = OptionControlProps<Extract<TranslatedOption, { type: "number" }>>;

/** A slider where each step can be reached by hand, else a field. Nothing set: the model decides, and the slider rests. */
export function NumberOption({ option, value, error, onChange }: Props) {
  const t = useTranslations("request");
  const unit = unitOf(option);
  const set = typeof value === "number" ? value : null;
  const shown = set ?? option.default;
  const parse = (text: string) => legalNumber(option, text);
  const shownUnit = unit && t(`units.${unit}`);
  if (!fitsSlider(option)) {
    return (
      <Field label={option.label} lang={option.lang} hint={option.hint} error={error}>
        {(control) => (
          <NumberField
            {...control}
            value={shown}
            onValueChange={(next) => onChange(next ?? undefined)}
            parse={parse}
            unit={shownUnit}
            placeholder={t("settings.range", { least: option.min, most: option.max })}
          />
        )}
      </Field>
    );
  }
  return (
    <Field
      label={option.label}
      lang={option.lang}
      hint={option.hint}
      error={error}
      aside={
        <span className="-my-1 flex items-center gap-1">
          {set !== null && (
            <IconButton
              label={t("settings.setBack", { setting: option.label })}
              size="small"
              onClick={() => onChange(undefined)}
            >
              <RotateCcw aria-hidden="true" />
            </IconButton>
          )}
        </span>
      }
    >
      {(control) => (
        <div className="flex items-center gap-3">
          <Slider
            label={t("settings.bySliding", { setting: option.label })}
            value={shown ?? restingAt(option)}
            onValueChange={(next) => onChange(legalNumber(option, String(next)) ?? undefined)}
            min={option.min}
            max={option.max}
            step={option.step}
            className={shown === null ? "opacity-60" : ""}
            valueText={
              shown === null
                ? t("settings.untouched")
                : t(unit ? "settings.valueInPixels" : "settings.value", { value: shown })
            }
          />
          <NumberField
            {...control}
            value={shown}
            onValueChange={(next) => onChange(next ?? undefined)}
            parse={parse}
            unit={shownUnit}
            placeholder={t("settings.automatic")}
            className="w-20 shrink-0"
          />
        </div>
      )}
    </Field>
  );
}

const restingAt = ({ min, max, step }: Props["option"]) => min + Math.round((max - min) / 2 / step) * step;
