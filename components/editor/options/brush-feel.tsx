"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Slider } from "#components/ui/slider.tsx";
import { ToggleGroup } from "#components/ui/toggle-group.tsx";
import { useEditor } from "../state/editor-context.tsx";
import { useToolSettings } from "./use-tool-settings.ts";

/** How the brush marks: its edge, its strength, what it is measured on, and what a pen's pressure does. */
export function BrushFeel() {
  const t = useTranslations("tools.brush");
  const { tools, view } = useEditor();
  const [{ hardness, opacity, pressure, sizeOn }, set] = useToolSettings();
  return (
    <>
      <Share label={t("hardness")} value={hardness} least={0} onChange={(value) => set({ hardness: value })} />
      <Share label={t("opacity")} value={opacity} least={0.01} onChange={(value) => set({ opacity: value })} />
      <Choice title={t("sizeOn")}>
        <ToggleGroup
          label={t("sizeOn")}
          value={sizeOn}
          onValueChange={(next) => tools.getState().setSizeOn(next, view.getState().viewport.scale)}
          options={[
            { value: "image", label: t("onImage") },
            { value: "screen", label: t("onScreen") },
          ]}
        />
      </Choice>
      <Choice title={t("pressure")}>
        <ToggleGroup
          label={t("pressure")}
          value={pressure}
          onValueChange={(next) => set({ pressure: next })}
          options={[
            { value: "none", label: t("none") },
            { value: "size", label: t("pressureSize") },
            { value: "opacity", label: t("pressureOpacity") },
          ]}
        />
      </Choice>
    </>
  );
}

interface ShareProps {
  readonly label: string;
  /** 0 to 1. */
  readonly value: number;
  readonly least: number;
  readonly onChange: (value: number) => void;
}

function Share({ label, value, least, onChange }: ShareProps) {
  const t = useTranslations("tools.brush");
  const percent = t("percent", { value });
  return (
    <div className="flex flex-col gap-1">
      <div className="flex justify-between text-sm">
        <span aria-hidden="true">{label}</span>
        <span aria-hidden="true" className="tabular-nums">
          {percent}
        </span>
      </div>
      <Slider
        label={label}
        value={Math.round(value * 100)}
        onValueChange={(next) => onChange(next / 100)}
        min={least * 100}
        max={100}
        valueText={percent}
      />
    </div>
  );
}

function Choice({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1.5">
      <span aria-hidden="true" className="text-sm">
        {title}
      </span>
      {children}
    </div>
  );
}
