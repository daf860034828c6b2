"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { changedSettings, NO_SETTINGS } from "#lib/domain/mask-engine/settings/layer-settings.ts";
import { LayerSettingFields } from "../later/parts.ts";
import { useLayers } from "./use-layers.ts";
import { useTriedSettings } from "./use-tried-settings.ts";

/** What is made of the marks of the layer that is drawn on. Nothing drawn is lost: all of it can be set back. */
export function LayerSettingsPanel() {
  const t = useTranslations("layers");
  const { layers, active } = useLayers();
  const layer = layers.find(({ id }) => id === active);
  const tried = useTriedSettings(active, layer?.settings ?? NO_SETTINGS);
  const [isOpen, setIsOpen] = useState(false);
  if (!layer) return null;
  const changed = changedSettings(tried.settings);
  return (
    <Disclosure label={t("settings")} aside={t("changed", { count: changed })} open={isOpen} onOpenChange={setIsOpen}>
      <LayerSettingFields layer={layer} tried={tried} />
    </Disclosure>
  );
}
