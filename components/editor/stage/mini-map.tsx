"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from "react";
import { frameOnMap, miniMapSize, panTowards } from "#lib/client/view/mini-map.ts";
import type { ImagePoint, ScreenPoint } from "#lib/client/view/points.ts";
import { toImage } from "#lib/client/view/viewport.ts";
import { ResultPainter } from "../comparison/result-painter.ts";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import { selectedPath } from "../state/edits-store.ts";
import { useBase } from "../state/use-ask.ts";
import { FloatingBar } from "./stage-bars.tsx";

const ROOM = { width: 168, height: 126 };
const ROOM_SMALL = { width: 96, height: 96 };
const SMALL_SURFACE = 600;
/** An arrow key moves by this share of what is seen; with Shift by the larger. */
const STEP = 0.1;
const LARGE_STEP = 0.5;

const ARROWS: Readonly<Record<string, readonly [dx: number, dy: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The whole photo in a corner while only part of it is on the stage; the frame on it is dragged, or steered by arrows. */
export function MiniMap() {
  const t = useTranslations("viewing.miniMap");
  const editor = useEditor();
  const base = useBase();
  const canvas = useRef<HTMLCanvasElement>(null);
  const held = useRef<ScreenPoint | null>(null);
  const { viewport, stage, surface } = useEditorState(
    (it) => it.view,
    (view) => view,
  );
  const size = miniMapSize(base, surface.width < SMALL_SURFACE ? ROOM_SMALL : ROOM);
  const frame = frameOnMap(viewport, base, stage, size);
  useVersionOn(canvas, size.width);

  const show = (target: ImagePoint) => {
    const { dx, dy } = panTowards(viewport, base, stage, target);
    editor.view.getState().panBy(dx, dy);
  };
  const moveTo = (x: number, y: number) =>
    show({ x: (x / size.width) * base.width, y: (y / size.height) * base.height });
  const take = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = pointOn(event);
    const middle = { x: frame.x + frame.width / 2, y: frame.y + frame.height / 2 };
    const isOnFrame = Math.abs(at.x - middle.x) <= frame.width / 2 && Math.abs(at.y - middle.y) <= frame.height / 2;
    // Taken hold of, the frame stays where it is under the pointer; beside it, it comes.
    held.current = isOnFrame ? { x: at.x - middle.x, y: at.y - middle.y } : { x: 0, y: 0 };
    if (!isOnFrame) moveTo(at.x, at.y);
  };
  const drag = (event: PointerEvent) => {
    if (!held.current || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const at = pointOn(event);
    moveTo(at.x - held.current.x, at.y - held.current.y);
  };
  const steer = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    const share = event.shiftKey ? LARGE_STEP : STEP;
    const { x, y } = toImage(viewport, {
      x: (0.5 + arrow[0] * share) * stage.width,
      y: (0.5 + arrow[1] * share) * stage.height,
    });
    show({ x, y });
  };
  return (
    <FloatingBar>
      <div
        role="application"
        aria-label={t("title")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys.
        tabIndex={0}
        onPointerDown={take}
        onPointerMove={drag}
        onLostPointerCapture={() => {
          held.current = null;
        }}
        onKeyDown={steer}
        style={size}
        className="relative cursor-pointer touch-none overflow-hidden rounded-medium bg-canvas"
      >
        <canvas ref={canvas} className="block size-full" />
        <div
          aria-hidden="true"
          style={{ transform: `translate(${frame.x}px, ${frame.y}px)`, width: frame.width, height: frame.height }}
          className="absolute top-0 left-0 cursor-grab rounded-small border-2 border-photo-ink ring-[12rem] ring-scrim active:cursor-grabbing"
        />
      </div>
    </FloatingBar>
  );
}

/** Draws the selected version, whole, and again only when another is selected: moving about draws nothing. */
function useVersionOn(canvas: { readonly current: HTMLCanvasElement | null }, width: number): void {
  const editor = useEditor();
  const base = useBase();
  const selected = useEditorState(
    (it) => it.edits,
    (state) => state.selected,
  );
  useEffect(() => {
    const target = canvas.current;
    if (!target) return;
    const painter = new ResultPainter(target, editor);
    const edits = editor.edits.getState();
    painter.show({ scale: width / base.width, x: 0, y: 0 }, base, selectedPath({ ...edits, selected }));
    return () => painter.close();
  }, [canvas, editor, base, selected, width]);
}

function pointOn(event: PointerEvent): ScreenPoint {
  const box = event.currentTarget.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}
