"use client";

import { useEffect, useRef, useState } from "react";
import type { LayerSettings } from "#lib/domain/mask-engine/settings/layer-settings.ts";
import { useEditor } from "../state/editor-context.tsx";
import { changeSettings, trySettings } from "../state/layer-commands.ts";

export interface TriedSettings {
  /** As the hand has set them; the mask follows. */
  readonly settings: LayerSettings;
  /** Shows them while the slider is dragged. */
  attempt(settings: LayerSettings): void;
  /** Makes them a step of undo. */
  keep(settings: LayerSettings): void;
}

/**
 * Settings of a layer under the hand. On large masks one takes longer than the hand moves on: the next is tried when the
 * last is shown, and those in between are left out.
 */
export function useTriedSettings(layerId: string, known: LayerSettings): TriedSettings {
  const editor = useEditor();
  const [tried, setTried] = useState<{ readonly layerId: string; readonly settings: LayerSettings } | null>(null);
  const isBusy = useRef(false);
  const next = useRef<LayerSettings | null>(null);

  useEffect(
    () =>
      editor.maskState.subscribe(({ layers }, before) => {
        if (layers === before.layers) return;
        isBusy.current = false;
        if (!next.current) return;
        isBusy.current = true;
        trySettings(editor, layerId, next.current);
        next.current = null;
      }),
    [editor, layerId],
  );

  return {
    settings: tried?.layerId === layerId ? tried.settings : known,
    attempt: (settings) => {
      setTried({ layerId, settings });
      if (isBusy.current) next.current = settings;
      else {
        isBusy.current = true;
        trySettings(editor, layerId, settings);
      }
    },
    keep: (settings) => {
      next.current = null;
      setTried(null);
      changeSettings(editor, layerId, settings);
    },
  };
}
