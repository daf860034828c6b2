"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useEffectEvent, useRef } from "react";
import { versionPath } from "#lib/client/edits/history.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import { useEditor } from "../state/editor-context.tsx";
import { ResultPainter } from "./result-painter.ts";
import { usePointers } from "./use-pointers.ts";
import type { SharedView } from "./use-shared-view.ts";
import { useWheel } from "./use-wheel.ts";

interface ResultCanvasProps {
  readonly edit: Edit;
  readonly name: string;
  readonly view: SharedView;
}

const KEY_STEP = 40;

/** The result drawn at the shared view; while there is none, the version it is made from. */
export function ResultCanvas({ edit, name, view }: ResultCanvasProps) {
  const t = useTranslations("comparison.results");
  const editor = useEditor();
  const canvas = useRef<HTMLCanvasElement>(null);
  const painter = useRef<ResultPainter | null>(null);
  const surface = useRef<HTMLDivElement>(null);
  const measure = useEffectEvent((target: HTMLElement) =>
    view.setStage({ width: target.clientWidth, height: target.clientHeight }),
  );

  useEffect(() => {
    const target = canvas.current;
    if (!target) return;
    const opened = new ResultPainter(target, editor);
    painter.current = opened;
    return () => opened.close();
  }, [editor]);

  useEffect(() => {
    const target = canvas.current;
    if (!target) return;
    const observer = new ResizeObserver(() => measure(target));
    observer.observe(target);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const shown = edit.status === "succeeded" ? edit.id : edit.parentEditId;
    if (view.viewport) {
      painter.current?.show(view.viewport, view.base, versionPath(editor.edits.getState().edits, shown));
    }
  });
  useWheel(surface, view);
  usePointers(surface, view);

  const steer = (event: KeyboardEvent) => {
    if (event.key === "ArrowLeft") view.panBy(KEY_STEP, 0);
    else if (event.key === "ArrowRight") view.panBy(-KEY_STEP, 0);
    else if (event.key === "ArrowUp") view.panBy(0, KEY_STEP);
    else if (event.key === "ArrowDown") view.panBy(0, -KEY_STEP);
    else if (event.key === "+" || event.key === "=") view.step(1);
    else if (event.key === "-") view.step(-1);
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={surface}
      role="application"
      dir="ltr"
      aria-label={t("keys", { name })}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys.
      tabIndex={0}
      onKeyDown={steer}
      className="absolute inset-0 cursor-grab touch-none focus-visible:-outline-offset-2 active:cursor-grabbing"
    >
      <canvas ref={canvas} className="size-full" />
    </div>
  );
}
