import { type EditorLayer, editorLayers, type LayerPattern } from "#lib/client/layers/layer-meta.ts";
import { PATTERN_LINE, PATTERN_PATHS, PATTERN_SIDE, patternOffset } from "#lib/client/layers/pattern-paths.ts";
import { onDevice } from "#lib/client/view/tile-plan.ts";
import { intersect, wholeOf } from "#lib/domain/geometry.ts";
import { TILE, tileX, tileY } from "#lib/domain/mask-engine/tiles.ts";
import type { Rect } from "#lib/domain/raster.ts";
import { isOnlyLooking } from "../state/compare-store.ts";
import type { Editor } from "../state/editor.ts";
import { type LayerDrawing, liveRect, regionToRedraw } from "./layer-drawing.ts";
import { drawLiveStroke } from "./live-stroke.ts";
import type { StageColours } from "./stage-colours.ts";
import { SQUARES_FROM } from "./version-painter.ts";

const PATTERN_OPACITY = 0.32;

/**
 * Draws the layers of the mask from bottom to top, opaque: all of them together are made translucent, so that strokes
 * that overlap do not add up. Each is drawn by itself first, so that an eraser cuts no other. The tiles come from the
 * mask's worker; the end of a stroke that it has not drawn yet is drawn here, in the same colour, and gives way to the
 * tiles without a visible change. Patterns tell layers from each other, and from a photo, without relying on colour.
 */
export class MaskPainter {
  readonly #editor: Editor;
  readonly #colours: StageColours;
  readonly #patterns = new Map<string, HTMLCanvasElement>();
  readonly #layer = document.createElement("canvas");
  readonly #sheet = document.createElement("canvas");
  /** What `#layer` shows. */
  #drawn: LayerDrawing | null = null;

  constructor(editor: Editor, colours: StageColours) {
    this.#editor = editor;
    this.#colours = colours;
  }

  paint(context: CanvasRenderingContext2D): void {
    if (this.#editor.tools.getState().maskStrength === "hidden" || isOnlyLooking(this.#editor)) return;
    const layers = editorLayers(this.#editor.maskState.getState().layers);
    for (const layer of layers) {
      if (!layer.meta.isVisible || !this.#draw(layer, context.canvas)) continue;
      context.globalAlpha = layer.meta.opacity;
      context.drawImage(this.#layer, 0, 0);
    }
    context.globalAlpha = 1;
  }

  /** Onto a canvas of its own, where what has not changed stays. False where there is nothing to see of it. */
  #draw({ id, meta }: EditorLayer, { width, height }: HTMLCanvasElement): boolean {
    const { layers, live, shown, level } = this.#editor.mask.display;
    const tiles = new Map(layers.get(id));
    const pieces = live.filter((piece) => piece.layer === id);
    if (tiles.size === 0 && pieces.length === 0) return false;
    const context = this.#sized(this.#layer, width, height);
    if (!context) return false;
    const { viewport, pixelRatio } = this.#editor.view.getState();
    const picture = wholeOf(this.#editor.base.getState().base);
    const span = TILE * 2 ** level;
    const tileAt = (key: number) =>
      onDevice(viewport, pixelRatio, { x: tileX(key) * span, y: tileY(key) * span, width: span, height: span });

    const view = JSON.stringify([id, meta.colour, meta.pattern, viewport, pixelRatio, level, picture]);
    const drawing = { view, tiles, live: liveRect(pieces, viewport, pixelRatio) };
    const region = regionToRedraw(this.#drawn, drawing, { whole: { x: 0, y: 0, width, height }, tileAt });
    this.#drawn = drawing;
    if (!region) return true;

    context.save();
    context.beginPath();
    context.rect(region.x, region.y, region.width, region.height);
    context.clip();
    context.clearRect(region.x, region.y, region.width, region.height);
    context.imageSmoothingEnabled = viewport.scale * pixelRatio < SQUARES_FROM;
    for (const [key, bitmap] of tiles) {
      const rect = tileAt(key);
      if (intersect(rect, region)) context.drawImage(bitmap, rect.x, rect.y, rect.width, rect.height);
    }
    const colour = this.#colours.layers[meta.colour];
    const sheet = () => this.#sized(this.#sheet, width, height);
    for (const [brush, stroke] of Map.groupBy(pieces, (piece) => piece.brush)) {
      const before = shown.filter((piece) => piece.brush === brush);
      drawLiveStroke(context, { live: stroke, shown: before }, { viewport, pixelRatio, colour, sheet });
    }
    this.#drawPattern(context, meta.pattern, onDevice(viewport, pixelRatio, picture));
    context.restore();
    return true;
  }

  #sized(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      if (canvas === this.#layer) this.#drawn = null;
    }
    return canvas.getContext("2d");
  }

  /** Of one size on the screen at every zoom; it goes along with the picture, so that it does not crawl over it. */
  #drawPattern(context: CanvasRenderingContext2D, name: LayerPattern, { x, y, width, height }: Rect): void {
    const { viewport, pixelRatio } = this.#editor.view.getState();
    const pattern = context.createPattern(this.#square(name, pixelRatio), "repeat");
    if (name === "solid" || !pattern) return;
    const at = (offset: number) => Math.round(patternOffset(offset) * pixelRatio);
    pattern.setTransform(new DOMMatrix().translate(at(viewport.x), at(viewport.y)));
    context.save();
    context.globalCompositeOperation = "source-atop";
    context.fillStyle = pattern;
    context.fillRect(x, y, width, height);
    context.restore();
  }

  #square(name: LayerPattern, pixelRatio: number): HTMLCanvasElement {
    const key = `${name} ${pixelRatio}`;
    const square = this.#patterns.get(key) ?? squareOf(name, pixelRatio, this.#colours.dark);
    this.#patterns.set(key, square);
    return square;
  }
}

function squareOf(name: LayerPattern, pixelRatio: number, colour: string): HTMLCanvasElement {
  const square = document.createElement("canvas");
  // Whole pixels, or seams would show where squares meet.
  square.width = square.height = Math.round(PATTERN_SIDE * pixelRatio);
  const context = square.getContext("2d");
  if (context) {
    context.scale(square.width / PATTERN_SIDE, square.height / PATTERN_SIDE);
    context.globalAlpha = PATTERN_OPACITY;
    context.strokeStyle = colour;
    context.lineWidth = PATTERN_LINE;
    context.lineCap = "round";
    context.stroke(new Path2D(PATTERN_PATHS[name]));
  }
  return square;
}
