import { type EditorLayer, editorLayers, type LayerPattern } from "#lib/client/layers/layer-meta.ts";
import { PATTERN_LINE, PATTERN_PATHS, PATTERN_SIDE, patternOffset } from "#lib/client/layers/pattern-paths.ts";
import { onDevice } from "#lib/client/view/tile-plan.ts";
import { wholeOf } from "#lib/domain/geometry.ts";
import { TILE, tileX, tileY } from "#lib/domain/mask-engine/tiles.ts";
import { isOnlyLooking } from "../state/compare-store.ts";
import type { Editor } from "../state/editor.ts";
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

  /** Onto a canvas of its own. False where there is nothing to see of it. */
  #draw({ id, meta }: EditorLayer, { width, height }: HTMLCanvasElement): boolean {
    const { layers, live, level } = this.#editor.mask.display;
    const tiles = layers.get(id);
    const pieces = live.filter((piece) => piece.layer === id);
    if (!tiles?.size && pieces.length === 0) return false;
    const context = this.#cleared(width, height);
    if (!context) return false;
    const { viewport, pixelRatio } = this.#editor.view.getState();
    context.imageSmoothingEnabled = viewport.scale * pixelRatio < SQUARES_FROM;
    const span = TILE * 2 ** level;
    for (const [key, bitmap] of tiles ?? []) {
      const place = { x: tileX(key) * span, y: tileY(key) * span, width: span, height: span };
      const rect = onDevice(viewport, pixelRatio, place);
      context.drawImage(bitmap, rect.x, rect.y, rect.width, rect.height);
    }
    for (const stroke of Map.groupBy(pieces, (piece) => piece.brush).values()) {
      context.save();
      context.scale(pixelRatio, pixelRatio);
      drawLiveStroke(context, stroke, viewport, this.#colours.layers[meta.colour]);
      context.restore();
    }
    this.#drawPattern(context, meta.pattern);
    return true;
  }

  #cleared(width: number, height: number): CanvasRenderingContext2D | null {
    const context = this.#layer.getContext("2d");
    if (this.#layer.width !== width || this.#layer.height !== height) {
      this.#layer.width = width;
      this.#layer.height = height;
    } else context?.clearRect(0, 0, width, height);
    return context;
  }

  /** Of one size on the screen at every zoom; it goes along with the picture, so that it does not crawl over it. */
  #drawPattern(context: CanvasRenderingContext2D, name: LayerPattern): void {
    const { viewport, pixelRatio } = this.#editor.view.getState();
    const pattern = context.createPattern(this.#square(name, pixelRatio), "repeat");
    if (name === "solid" || !pattern) return;
    const at = (offset: number) => Math.round(patternOffset(offset) * pixelRatio);
    pattern.setTransform(new DOMMatrix().translate(at(viewport.x), at(viewport.y)));
    const { x, y, width, height } = onDevice(viewport, pixelRatio, wholeOf(this.#editor.base.getState().base));
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
