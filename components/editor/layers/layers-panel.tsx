"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { EarlierMasks, RunScopeChoice } from "../later/parts.ts";
import { isErasing } from "../patch/erasing.ts";
import { useEditor } from "../state/editor-context.tsx";
import { addLayer } from "../state/layer-commands.ts";
import { ImportMask } from "./import-mask.tsx";
import { LayerRow } from "./layer-row.tsx";
import { LayerSettingsPanel } from "./layer-settings-panel.tsx";
import { useLayerDrag } from "./use-layer-drag.ts";
import { useLayers } from "./use-layers.ts";

/** The masks of the picture, from the top down, and what can be done with them. */
export function LayersPanel() {
  const t = useTranslations("layers");
  const editor = useEditor();
  const { layers, active } = useLayers();
  const { list, drop, begin } = useLayerDrag(layers);
  if (isErasing(editor.mask)) return null;
  const isUntouched = layers.every(({ pixels }) => pixels === 0);
  return (
    <section aria-labelledby="layers" className="flex flex-col gap-2">
      <div className="flex items-center gap-0.5">
        <h2 id="layers" className="flex-1 font-medium text-sm">
          {t("title")}
        </h2>
        <ImportMask />
        <EarlierMasks />
        <IconButton label={t("add")} size="small" onClick={() => addLayer(editor)}>
          <Plus aria-hidden="true" />
        </IconButton>
      </div>
      <ol ref={list} aria-labelledby="layers" className="-mx-1.5 flex flex-col gap-0.5">
        {layers.map((layer, index) => (
          <LayerRow
            key={layer.id}
            layer={layer}
            place={index + 1}
            count={layers.length}
            isActive={layer.id === active}
            isDropAbove={drop === index}
            isDropBelow={drop === layers.length && index === layers.length - 1}
            onGrip={(event) => begin(event, layer.id)}
          />
        ))}
      </ol>
      {isUntouched && <p className="text-ink-muted text-sm">{t("empty")}</p>}
      <LayerSettingsPanel />
      <RunScopeChoice />
    </section>
  );
}
