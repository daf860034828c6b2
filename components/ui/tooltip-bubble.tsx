"use client";

import { computePosition, flip, offset, shift } from "@floating-ui/dom";
import { useId, useLayoutEffect, useRef } from "react";
import { createPortal } from "react-dom";
import type { Tip } from "./watch-tips.ts";

interface TooltipBubbleProps {
  readonly tip: Tip;
}

/** The name, beside what it names and inside the window, and read aloud with it. */
export function TooltipBubble({ tip }: TooltipBubbleProps) {
  const id = useId();
  const bubble = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current: shown } = bubble;
    if (shown) void place(shown, tip);
    return describe(tip.anchor, id);
  }, [tip, id]);
  return createPortal(
    <div
      ref={bubble}
      id={id}
      role="tooltip"
      // Read with what it names, and not by itself: it stands outside of every landmark.
      aria-hidden="true"
      className="pointer-events-none invisible fixed top-0 left-0 z-50 flex w-max max-w-80 animate-appear items-center gap-2 rounded-medium bg-ink px-2 py-1 text-page text-xs shadow-overlay"
    >
      {tip.label}
      {tip.shortcut && <kbd className="font-sans opacity-70">{tip.shortcut}</kbd>}
    </div>,
    document.body,
  );
}

const DISTANCE = 6;
const EDGE = 8;

async function place(bubble: HTMLElement, { anchor, side }: Tip): Promise<void> {
  const middleware = [offset(DISTANCE), flip({ padding: EDGE }), shift({ padding: EDGE })];
  const { x, y } = await computePosition(anchor, bubble, { placement: side, strategy: "fixed", middleware });
  Object.assign(bubble.style, { left: `${x}px`, top: `${y}px`, visibility: "visible" });
}

/** Ties a description to an element beside those that it has. Answers what unties it. */
function describe(element: HTMLElement, id: string): () => void {
  const before = element.getAttribute("aria-describedby");
  element.setAttribute("aria-describedby", before ? `${before} ${id}` : id);
  return () => {
    if (before) element.setAttribute("aria-describedby", before);
    else element.removeAttribute("aria-describedby");
  };
}
