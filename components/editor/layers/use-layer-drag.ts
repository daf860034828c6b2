"use client";

import { type PointerEvent as ReactPointerEvent, type RefObject, useRef, useState } from "react";
import type { EditorLayer } from "#lib/client/layers/layer-meta.ts";
import { placeAfterDrop } from "#lib/client/layers/layer-order.ts";
import { useEditor } from "../state/editor-context.tsx";
import { moveLayer } from "../state/layer-commands.ts";

interface LayerDrag {
  readonly list: RefObject<HTMLOListElement | null>;
  /** Above which row the dragged one would come; the number of rows stands for below the last one. Null: none is dragged. */
  readonly drop: number | null;
  begin(event: ReactPointerEvent<HTMLElement>, id: string): void;
}

/** Dragging rows by their grips, with mouse, pen or finger. Rows stay in place until they are dropped. */
export function useLayerDrag(layers: readonly EditorLayer[]): LayerDrag {
  const editor = useEditor();
  const list = useRef<HTMLOListElement>(null);
  const [drop, setDrop] = useState<number | null>(null);

  const rows = () => [...(list.current?.children ?? [])];
  const gapAt = (y: number): number =>
    rows().filter((row) => {
      const { top, height } = row.getBoundingClientRect();
      return y > top + height / 2;
    }).length;

  const begin = (event: ReactPointerEvent<HTMLElement>, id: string) => {
    if (event.button !== 0 || layers.length < 2) return;
    event.preventDefault();
    const grip: HTMLElement = event.currentTarget;
    grip.setPointerCapture(event.pointerId);
    const from = layers.findIndex((layer) => layer.id === id);
    let gap = from;
    const stop = new AbortController();
    const { signal } = stop;
    grip.addEventListener(
      "pointermove",
      ({ clientY }: PointerEvent) => {
        gap = gapAt(clientY);
        setDrop(gap);
        // Where not all rows are in sight, those on both sides of the gap come.
        for (const row of rows().slice(Math.max(0, gap - 1), gap + 1)) row.scrollIntoView({ block: "nearest" });
      },
      { signal },
    );
    const end = () => {
      stop.abort();
      setDrop(null);
    };
    grip.addEventListener("pointercancel", end, { signal });
    grip.addEventListener(
      "pointerup",
      () => {
        end();
        moveLayer(editor, id, { at: placeAfterDrop(layers.length, from, gap) });
      },
      { signal },
    );
  };

  return { list, drop, begin };
}
