"use client";

import Konva from "konva/lib/Core";
import { useTranslations } from "next-intl";
import { useEffect, useLayoutEffect, useRef } from "react";
import { Layer, Shape, Stage } from "react-konva/es/ReactKonvaCore.js";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import { drawStage } from "./draw-stage.ts";
import { showMaskTiles } from "./show-mask-tiles.ts";
import { StageInput } from "./stage-input.ts";
import { useKeptFocus } from "./use-kept-focus.ts";

/** Above two canvas pixels per CSS pixel nothing more is seen, but memory grows by the square. */
const MAX_PIXEL_RATIO = 2;

/**
 * The photo, the mask and the cursor on three canvases of the stage's size. Konva is only drawn to: everything that is
 * shown lies in the editor's stores, and pointers and keys are read from the element around it.
 */
export function EditorStage() {
  const t = useTranslations("editor");
  const words = useTranslations("tools");
  const editor = useEditor();
  const { width, height } = useEditorState(
    (it) => it.view,
    (view) => view.surface,
  );
  const element = useRef<HTMLDivElement>(null);
  const photo = useRef<Konva.Layer>(null);
  const mask = useRef<Konva.Layer>(null);
  const overlay = useRef<Konva.Layer>(null);
  const isLaidOut = width > 0 && height > 0;
  useKeptFocus(element);

  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return;
    const measure = () => {
      const pixelRatio = Math.min(MAX_PIXEL_RATIO, window.devicePixelRatio || 1);
      Konva.pixelRatio = pixelRatio;
      const box = target.getBoundingClientRect();
      editor.view.getState().setSurface({ width: Math.floor(box.width), height: Math.floor(box.height) }, pixelRatio);
      for (const layer of [photo, mask, overlay]) {
        const canvas = layer.current?.getCanvas();
        if (canvas && canvas.getPixelRatio() !== pixelRatio) canvas.setPixelRatio(pixelRatio);
      }
    };
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    // Moving the window to another screen, or zooming the page, changes the ratio and not always the size.
    window.addEventListener("resize", measure);
    return () => {
      observer.disconnect();
      window.removeEventListener("resize", measure);
    };
  }, [editor]);

  useEffect(() => {
    if (!isLaidOut || !element.current || !photo.current || !mask.current || !overlay.current) return;
    const layers = { photo: photo.current, mask: mask.current, overlay: overlay.current };
    const input = new StageInput(element.current, editor, words, () => layers.overlay.batchDraw());
    const stopDrawing = drawStage(editor, layers, () => input.facts());
    const stopTiles = showMaskTiles(editor);
    return () => {
      stopTiles();
      stopDrawing();
      input.dispose();
    };
  }, [editor, isLaidOut, words]);

  return (
    <div
      ref={element}
      role="application"
      dir="ltr"
      aria-label={t("photo", { name: editor.image.name })}
      aria-describedby="stage-keys"
      aria-roledescription={t("paintable")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys.
      tabIndex={0}
      className="absolute inset-0 touch-none select-none overflow-hidden focus-visible:-outline-offset-2"
    >
      <p id="stage-keys" hidden>
        {t("stageKeys")}
      </p>
      {isLaidOut && (
        <Stage width={width} height={height} listening={false}>
          <Layer ref={photo} listening={false}>
            <Shape name="photo" listening={false} perfectDrawEnabled={false} />
          </Layer>
          <Layer ref={mask} listening={false}>
            <Shape name="mask" listening={false} perfectDrawEnabled={false} />
          </Layer>
          <Layer ref={overlay} listening={false}>
            <Shape name="overlay" listening={false} perfectDrawEnabled={false} />
          </Layer>
        </Stage>
      )}
    </div>
  );
}
