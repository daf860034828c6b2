"use client";

import { useTranslations } from "next-intl";
import type { EditorLayer } from "#lib/client/layers/layer-meta.ts";
import { useEditor } from "../state/editor-context.tsx";
import { notify } from "../state/notify.ts";
import { useLayerName } from "./use-layers.ts";

/** Deletes a layer and offers to take that back, for as long as it is the last step. */
export function useDeleteLayer(): (layer: EditorLayer) => void {
  const t = useTranslations("layers");
  const nameOf = useLayerName();
  const { mask } = useEditor();
  return ({ id, meta }) => {
    mask.changeLayers({ kind: "remove", id });
    const { revision } = mask;
    const undo = () => {
      if (mask.revision === revision) mask.undo();
    };
    notify("success", t("deleted", { name: nameOf(meta) }), { action: { label: t("undo"), onClick: undo } });
  };
}
