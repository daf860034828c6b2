"use client";

import { ChevronsLeftRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from "react";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import { useBase } from "../state/use-ask.ts";
import { compareArea } from "./compare-cut.ts";
import { VersionLabel } from "./pane-labels.tsx";

const STEP = 0.02;
const LARGE_STEP = 0.1;

/** The handle that is dragged across the photo: what is left of it shows the version before, right of it the result. */
export function CompareSlider() {
  const t = useTranslations("viewing");
  const { compare } = useEditor();
  const base = useBase();
  const position = useEditorState(
    (it) => it.compare,
    (state) => state.position,
  );
  const viewport = useEditorState(
    (it) => it.view,
    (view) => view.viewport,
  );
  const stage = useEditorState(
    (it) => it.view,
    (view) => view.stage,
  );
  const track = useRef<HTMLDivElement>(null);
  const handle = useRef<HTMLDivElement>(null);
  useBorrowedFocus(handle);
  const area = compareArea(viewport, base, stage);
  const set = compare.getState().setPosition;

  const drag = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || !track.current) return;
    set((event.clientX - track.current.getBoundingClientRect().left) / Math.max(1, area.width));
  };
  const steer = (event: KeyboardEvent) => {
    const step = event.shiftKey ? LARGE_STEP : STEP;
    if (event.key === "ArrowLeft" || event.key === "ArrowDown") set(position - step);
    else if (event.key === "ArrowRight" || event.key === "ArrowUp") set(position + step);
    else if (event.key === "PageDown") set(position - LARGE_STEP);
    else if (event.key === "PageUp") set(position + LARGE_STEP);
    else if (event.key === "Home") set(0);
    else if (event.key === "End") set(1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const percent = Math.round(position * 100);

  return (
    <div
      ref={track}
      style={{ transform: `translate(${area.x}px, ${area.y}px)`, width: area.width, height: area.height }}
      className="pointer-events-none absolute top-0 left-0"
    >
      <VersionLabel className="top-3 left-3">{t("before")}</VersionLabel>
      <VersionLabel className="top-3 right-3">{t("after")}</VersionLabel>
      <div
        ref={handle}
        role="slider"
        aria-label={t("slider")}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={t("sliderValue", { before: percent / 100, after: 1 - percent / 100 })}
        aria-orientation="horizontal"
        tabIndex={0}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onKeyDown={steer}
        style={{ left: `${position * 100}%` }}
        className="group pointer-events-auto absolute inset-y-0 w-11 -translate-x-1/2 cursor-ew-resize touch-none forced-color-adjust-none outline-none"
      >
        <span className="absolute inset-y-0 left-1/2 w-0.5 -translate-x-1/2 bg-photo-ink shadow-overlay" />
        <span className="absolute top-1/2 left-1/2 flex size-10 -translate-1/2 items-center justify-center rounded-full bg-photo-ink text-photo-edge shadow-overlay group-focus-visible:outline-2 group-focus-visible:outline-accent group-focus-visible:outline-offset-2">
          <ChevronsLeftRight aria-hidden="true" className="size-5" />
        </span>
      </div>
    </div>
  );
}

/** Takes the focus while it is there, and gives it back to whoever had it. */
function useBorrowedFocus(target: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    target.current?.focus({ preventScroll: true });
    return () => {
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    };
  }, [target]);
}
