"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { type EditorLayer, editorLayers, type LayerMeta } from "#lib/client/layers/layer-meta.ts";
import { useEditorState } from "../state/editor-context.tsx";

export interface Layers {
  /** From the top down, as they are listed. */
  readonly layers: readonly EditorLayer[];
  readonly active: string;
}

export function useLayers(): Layers {
  const known = useEditorState(
    (it) => it.maskState,
    (state) => state.layers,
  );
  const active = useEditorState(
    (it) => it.maskState,
    (state) => state.active,
  );
  return useMemo(() => ({ layers: editorLayers(known).toReversed(), active }), [known, active]);
}

/** The name a layer was given, or the one that comes with its number. */
export function useLayerName(): (meta: LayerMeta) => string {
  const t = useTranslations("layers");
  return ({ name, number }) => name ?? t("name", { number });
}
