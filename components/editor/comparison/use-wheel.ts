"use client";

import { type RefObject, useEffect, useEffectEvent } from "react";
import { wheelIntent } from "#lib/client/view/wheel.ts";
import type { SharedView } from "./use-shared-view.ts";

/** Zooms and pans by wheel. React's own wheel events cannot keep the page from scrolling. */
export function useWheel(element: RefObject<HTMLElement | null>, view: SharedView): void {
  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    const box = element.current?.getBoundingClientRect();
    if (!box) return;
    const intent = wheelIntent(event);
    if (intent.kind === "pan") view.panBy(intent.dx, intent.dy);
    else view.zoomBy(intent.factor, { x: event.clientX - box.left, y: event.clientY - box.top });
  });
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const listen = (event: WheelEvent) => onWheel(event);
    target.addEventListener("wheel", listen, { passive: false });
    return () => target.removeEventListener("wheel", listen);
  }, [element]);
}
