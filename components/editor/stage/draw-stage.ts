import type Konva from "konva/lib/Core";
import type { Editor } from "../state/editor.ts";
import { MASK_OPACITY } from "../state/tool-store.ts";
import { MaskPainter } from "./mask-painter.ts";
import { type OverlayFacts, OverlayPainter } from "./overlay-painter.ts";
import { PhotoPainter } from "./photo-painter.ts";
import { readStageColours } from "./stage-colours.ts";

interface Layers {
  readonly photo: Konva.Layer;
  readonly mask: Konva.Layer;
  readonly overlay: Konva.Layer;
}

/**
 * Lets each layer draw itself whenever something it shows has changed. Konva gathers all requests of a frame into one
 * drawing. Returns what stops it.
 */
export function drawStage(editor: Editor, layers: Layers, overlayFacts: () => OverlayFacts): () => void {
  const colours = readStageColours();
  const photo = new PhotoPainter(editor, colours, () => layers.photo.batchDraw());
  const mask = new MaskPainter(editor, colours);
  const overlay = new OverlayPainter(editor, colours);

  paintBy(layers.photo, (context) => {
    if (photo.paint(context, performance.now())) requestAnimationFrame(() => layers.photo.batchDraw());
  });
  paintBy(layers.mask, (context) => mask.paint(context));
  paintBy(layers.overlay, (context) => overlay.paint(context, overlayFacts()));

  const all = () => {
    for (const layer of Object.values(layers)) layer.batchDraw();
  };
  const photoAndMask = () => {
    layers.photo.batchDraw();
    layers.mask.batchDraw();
  };
  const tools = () => {
    layers.mask.getNativeCanvasElement().style.opacity = String(MASK_OPACITY[editor.tools.getState().maskStrength]);
    layers.mask.batchDraw();
    layers.overlay.batchDraw();
  };
  // What undo brings back comes between two frames: drawn at once it is in the next one, and not begun only then. While
  // a stroke goes on, each frame draws anyway.
  const maskPixels = () => {
    if (editor.mask.display.live.length > 0) layers.mask.batchDraw();
    else layers.mask.draw();
  };
  const photoPixels = () => layers.photo.batchDraw();
  editor.onMaskPixels.add(maskPixels);
  editor.onPhotoPixels.add(photoPixels);
  const stops = [
    editor.view.subscribe(all),
    editor.compare.subscribe(photoAndMask),
    editor.edits.subscribe(photoAndMask),
    editor.tools.subscribe(tools),
    editor.maskState.subscribe(maskPixels),
    () => editor.onMaskPixels.delete(maskPixels),
    () => editor.onPhotoPixels.delete(photoPixels),
    () => photo.close(),
  ];
  tools();
  all();
  return () => {
    for (const stop of stops) stop();
  };
}

/** Hands the layer's canvas over in its own pixels, with no transform. */
function paintBy(layer: Konva.Layer, paint: (context: CanvasRenderingContext2D) => void): void {
  const shape = layer.getChildren()[0] as Konva.Shape | undefined;
  shape?.sceneFunc((context) => {
    const native = context._context as CanvasRenderingContext2D;
    native.setTransform(1, 0, 0, 1, 0, 0);
    paint(native);
  });
}
