"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Slider } from "#components/ui/slider.tsx";
import { Switch } from "#components/ui/switch.tsx";
import type { EditorLayer } from "#lib/client/layers/layer-meta.ts";
import { changedSettings, NO_SETTINGS, SETTING_LIMITS } from "#lib/domain/mask-engine/settings/layer-settings.ts";
import { useEditor } from "../state/editor-context.tsx";
import { changeMeta } from "../state/layer-commands.ts";
import type { TriedSettings } from "./use-tried-settings.ts";

const SLIDERS = [
  { name: "grow", min: -SETTING_LIMITS.grow, max: SETTING_LIMITS.grow },
  { name: "smooth", min: 0, max: SETTING_LIMITS.smooth },
  { name: "feather", min: 0, max: SETTING_LIMITS.feather },
] as const;
const SWITCHES = ["fillHoles", "invert"] as const;

interface LayerSettingFieldsProps {
  readonly layer: EditorLayer;
  readonly tried: TriedSettings;
}

export function LayerSettingFields({ layer, tried: { settings, attempt, keep } }: LayerSettingFieldsProps) {
  const t = useTranslations("layers");
  const editor = useEditor();
  const [opacity, setOpacity] = useState<number | null>(null);
  const shown = opacity ?? layer.meta.opacity;
  return (
    <>
      {SWITCHES.map((name) => (
        <Switch
          key={name}
          label={t(name)}
          checked={settings[name]}
          onCheckedChange={(on) => keep({ ...settings, [name]: on })}
        />
      ))}
      {SLIDERS.map(({ name, min, max }) => (
        <LabelledSlider
          key={name}
          label={t(name)}
          value={settings[name]}
          min={min}
          max={max}
          text={t("pixels", { pixels: settings[name] })}
          onChange={(value) => attempt({ ...settings, [name]: value })}
          onCommit={(value) => keep({ ...settings, [name]: value })}
        />
      ))}
      {changedSettings(settings) > 0 && (
        <div className="flex gap-2">
          <Button size="small" onClick={() => keep(NO_SETTINGS)}>
            {t("reset")}
          </Button>
          <Button
            size="small"
            variant="ghost"
            onClick={() => editor.mask.changeLayers({ kind: "flatten", id: layer.id })}
          >
            {t("apply")}
          </Button>
        </div>
      )}
      <LabelledSlider
        label={t("opacity")}
        value={Math.round(shown * 100)}
        min={10}
        max={100}
        text={t("percent", { share: shown })}
        onChange={(value) => setOpacity(value / 100)}
        onCommit={(value) => {
          setOpacity(null);
          changeMeta(editor, layer.id, { opacity: value / 100 });
        }}
      />
    </>
  );
}

interface LabelledSliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly text: string;
  readonly onChange: (value: number) => void;
  readonly onCommit: (value: number) => void;
}

function LabelledSlider({ label, value, min, max, text, onChange, onCommit }: LabelledSliderProps) {
  return (
    <div className="flex flex-col">
      <div aria-hidden="true" className="flex justify-between gap-3 text-sm">
        <span className="font-medium">{label}</span>
        <span className="text-ink-muted tabular-nums">{text}</span>
      </div>
      <Slider
        label={label}
        value={value}
        min={min}
        max={max}
        valueText={text}
        onValueChange={onChange}
        onValueCommit={onCommit}
      />
    </div>
  );
}
