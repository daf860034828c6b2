"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from "react";
import type { EditorLayer } from "#lib/client/layers/layer-meta.ts";
import { useEditor } from "../state/editor-context.tsx";
import { changeMeta, moveLayer } from "../state/layer-commands.ts";
import { useDeleteLayer } from "./use-delete-layer.ts";
import { useLayerName } from "./use-layers.ts";

/** As `aria-keyshortcuts` tells them. */
export const LAYER_KEYS = "Alt+ArrowUp Alt+ArrowDown F2 Delete";

interface LayerKeys {
  /** The name of the layer, which has the focus while its keys are pressed. */
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly isRenaming: boolean;
  move(by: 1 | -1): void;
  startRenaming(): void;
  /** Null where the name stays as it is. `byKey`: whoever typed it is still at this layer. */
  endRenaming(name: string | null, byKey: boolean): void;
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
}

/**
 * Alt with the arrow keys moves a layer, F2 renames it, Delete deletes it; the focus goes on with it, or to its neighbour.
 *
 * @param place from the top, beginning with 1
 */
export function useLayerKeys(layer: EditorLayer, place: number, count: number): LayerKeys {
  const { id, meta } = layer;
  const t = useTranslations("layers");
  const editor = useEditor();
  const name = useLayerName()(meta);
  const remove = useDeleteLayer();
  const [isRenaming, setIsRenaming] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasMoved = useRef(false);
  const wasRenamedByKey = useRef(false);

  // A row that changes places loses the focus on its way.
  useLayoutEffect(() => {
    if (!wasMoved.current) return;
    wasMoved.current = false;
    button.current?.focus();
    editor.announcer.getState().say(t("moved", { name, place, count }));
  }, [place, count, name, editor, t]);

  // The field has made room for the name again.
  useLayoutEffect(() => {
    if (isRenaming || !wasRenamedByKey.current) return;
    wasRenamedByKey.current = false;
    button.current?.focus();
  }, [isRenaming]);

  const move = (by: 1 | -1) => {
    wasMoved.current = by === 1 ? place > 1 : place < count;
    moveLayer(editor, id, { by });
  };
  return {
    button,
    isRenaming,
    move,
    startRenaming: () => setIsRenaming(true),
    endRenaming: (next, byKey) => {
      wasRenamedByKey.current = byKey;
      setIsRenaming(false);
      if (next) changeMeta(editor, id, { name: next });
    },
    onKeyDown: (event) => {
      const isArrow = event.key === "ArrowUp" || event.key === "ArrowDown";
      if (isArrow && event.altKey) move(event.key === "ArrowUp" ? 1 : -1);
      else if (event.key === "F2") setIsRenaming(true);
      else if (event.key === "Delete" && count > 1) {
        neighbourOf(event.currentTarget)?.focus();
        remove(layer);
      } else return;
      event.preventDefault();
    },
  };
}

/** The name of the layer below, or of the one above the last. */
function neighbourOf(name: HTMLElement): HTMLElement | null {
  const row = name.closest("li");
  const other = row?.nextElementSibling ?? row?.previousElementSibling;
  return other?.querySelector<HTMLElement>(`[aria-keyshortcuts="${LAYER_KEYS}"]`) ?? null;
}
