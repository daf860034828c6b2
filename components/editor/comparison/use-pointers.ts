"use client";

import { type RefObject, useEffect, useEffectEvent } from "react";
import type { ScreenPoint } from "#lib/client/view/points.ts";
import type { Viewport } from "#lib/client/view/viewport.ts";
import { keepPageStill } from "../stage/keep-page-still.ts";
import { PointerController } from "../stage/pointer-controller.ts";
import { type PointerInput, pointerInput } from "../stage/pointer-input.ts";
import type { SharedView } from "./use-shared-view.ts";

type Fingers = readonly [ScreenPoint, ScreenPoint];

/** Pans by mouse, pen or one finger, and pinches by two. */
export function usePointers(element: RefObject<HTMLElement | null>, view: SharedView): void {
  const viewport = useEffectEvent(() => view.viewport ?? NOWHERE);
  const panBy = useEffectEvent((dx: number, dy: number) => view.panBy(dx, dy));
  const pinchTo = useEffectEvent((start: Viewport, from: Fingers, to: Fingers) => view.pinchTo(start, from, to));
  useEffect(() => {
    const surface = element.current;
    if (!surface) return;
    const stop = new AbortController();
    const { signal } = stop;
    const pointers = new PointerController({
      viewport: () => viewport(),
      panBy: (dx, dy) => panBy(dx, dy),
      pinchTo: (start, from, to) => pinchTo(start, from, to),
      // There is nothing to draw with here.
      beginGesture: () => null,
      isMovingByKey: () => false,
      stepPixels: () => 1,
      onChange: () => undefined,
    });
    const down = (event: PointerEvent) => {
      surface.setPointerCapture(event.pointerId);
      pointers.down(inputOf(event, surface));
    };
    surface.addEventListener("pointerdown", down, { signal });
    surface.addEventListener("pointermove", (event) => pointers.move([inputOf(event, surface)]), { signal });
    surface.addEventListener("pointerup", (event) => pointers.up(inputOf(event, surface)), { signal });
    surface.addEventListener("pointercancel", (event) => pointers.cancel(event.pointerId), { signal });
    keepPageStill(surface, signal);
    return () => stop.abort();
  }, [element]);
}

/** Before a pane has been laid out nothing is seen. */
const NOWHERE: Viewport = { scale: 1, x: 0, y: 0 };

function inputOf(event: PointerEvent, surface: HTMLElement): PointerInput {
  const box = surface.getBoundingClientRect();
  return pointerInput(event, { x: event.clientX - box.left, y: event.clientY - box.top });
}
