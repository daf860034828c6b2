"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { draggedEdges, type EdgeName, MOST_PER_SIDE } from "#lib/client/edits/expand.ts";
import type { Edges } from "#lib/domain/outpaint.ts";
import { useEditor } from "../state/editor-context.tsx";
import { useExpand } from "../state/use-expand.ts";

/** The strips along the frame, then the corners, which lie above them. Wide enough for a finger, half of it outside. */
const SIDES = [
  { side: "left", place: "-left-4 inset-y-0 w-8 cursor-ew-resize" },
  { side: "right", place: "-right-4 inset-y-0 w-8 cursor-ew-resize" },
  { side: "top", place: "-top-4 inset-x-0 h-8 cursor-ns-resize" },
  { side: "bottom", place: "-bottom-4 inset-x-0 h-8 cursor-ns-resize" },
] as const satisfies readonly { side: EdgeName; place: string }[];
const CORNERS = [
  { sides: ["left", "top"], place: "-top-4 -left-4 cursor-nwse-resize" },
  { sides: ["right", "top"], place: "-top-4 -right-4 cursor-nesw-resize" },
  { sides: ["left", "bottom"], place: "-bottom-4 -left-4 cursor-nesw-resize" },
  { sides: ["right", "bottom"], place: "-right-4 -bottom-4 cursor-nwse-resize" },
] as const satisfies readonly { sides: readonly EdgeName[]; place: string }[];

const STEP = 10;
const LARGE_STEP = 100;

/** What one drags the frame by: its sides, which take arrow keys too, and its corners. */
export function ExpandHandles() {
  const t = useTranslations("editor");
  const { edges, limit, set } = useExpand();
  const dragging = useDrag();
  const steer = (side: EdgeName) => (event: KeyboardEvent) => {
    const direction = DIRECTIONS[side][event.key];
    if (!direction) return;
    event.preventDefault();
    event.stopPropagation();
    set({ ...edges, [side]: edges[side] + direction * (event.shiftKey ? LARGE_STEP : STEP) });
  };
  return (
    <>
      {SIDES.map(({ side, place }) => (
        <div
          key={side}
          role="slider"
          aria-label={t(`extend.${side}`)}
          aria-orientation={side === "left" || side === "right" ? "horizontal" : "vertical"}
          aria-valuemin={0}
          aria-valuemax={limit ?? MOST_PER_SIDE}
          aria-valuenow={edges[side]}
          aria-valuetext={t("pixels", { pixels: edges[side] })}
          tabIndex={0}
          {...dragging([side])}
          onKeyDown={steer(side)}
          className={classNames("group pointer-events-auto absolute touch-none outline-none", place)}
        >
          <span
            className={classNames(
              "absolute top-1/2 left-1/2 -translate-1/2 rounded-full bg-photo-ink shadow-overlay ring-1 ring-scrim group-focus-visible:outline-2 group-focus-visible:outline-accent group-focus-visible:outline-offset-2",
              side === "left" || side === "right" ? "h-9 w-1.5" : "h-1.5 w-9",
            )}
          />
        </div>
      ))}
      {CORNERS.map(({ sides, place }) => (
        <div
          key={sides.join(" ")}
          aria-hidden="true"
          {...dragging(sides)}
          className={classNames("pointer-events-auto absolute size-8 touch-none", place)}
        >
          <span className="absolute top-1/2 left-1/2 size-3 -translate-1/2 rounded-full bg-photo-ink shadow-overlay ring-1 ring-scrim" />
        </div>
      ))}
    </>
  );
}

/** Which way a key moves a side: 1 outwards, -1 back. */
const DIRECTIONS: Record<EdgeName, Readonly<Record<string, 1 | -1>>> = {
  left: { ArrowLeft: 1, ArrowRight: -1 },
  right: { ArrowRight: 1, ArrowLeft: -1 },
  top: { ArrowUp: 1, ArrowDown: -1 },
  bottom: { ArrowDown: 1, ArrowUp: -1 },
};

interface Drag {
  readonly edges: Edges;
  readonly x: number;
  readonly y: number;
  readonly wasFitted: boolean;
}

/** Handlers that drag some sides of the frame. The view rests meanwhile, and makes room again when the frame is let go. */
function useDrag() {
  const { view } = useEditor();
  const { edges, set } = useExpand();
  const drag = useRef<Drag | null>(null);
  const end = () => {
    if (drag.current?.wasFitted) view.getState().fit();
    drag.current = null;
  };
  return (sides: readonly EdgeName[]) => ({
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const { isFitted, panBy } = view.getState();
      drag.current = { edges, x: event.clientX, y: event.clientY, wasFitted: isFitted };
      // Moved by hand, if by nothing: a fitted view would follow the frame and slip away under the pointer.
      panBy(0, 0);
    },
    onPointerMove: (event: PointerEvent) => {
      const from = drag.current;
      if (!from) return;
      const { scale } = view.getState().viewport;
      set(draggedEdges(from.edges, sides, (event.clientX - from.x) / scale, (event.clientY - from.y) / scale));
    },
    onPointerUp: end,
    onPointerCancel: end,
  });
}
