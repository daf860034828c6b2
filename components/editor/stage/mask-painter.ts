import { onDevice } from "#lib/client/view/tile-plan.ts";
import { wholeOf } from "#lib/domain/geometry.ts";
import { TILE, tileX, tileY } from "#lib/domain/mask-engine/tiles.ts";
import { isOnlyLooking } from "../state/compare-store.ts";
import type { Editor } from "../state/editor.ts";
import { drawLiveStroke } from "./live-stroke.ts";
import type { StageColours } from "./stage-colours.ts";
import { SQUARES_FROM } from "./version-painter.ts";

const STRIPE = 8;
const STRIPE_OPACITY = 0.28;

/**
 * Draws the mask, opaque: the layer as a whole is made translucent, so that strokes that overlap do not add up. The
 * tiles come from the mask's worker; the end of a stroke that it has not drawn yet is drawn here, in the same colour, and
 * gives way to the tiles without a visible change. Stripes tell the mask from a red photo without relying on colour.
 */
export class MaskPainter {
  readonly #editor: Editor;
  readonly #colour: string;
  readonly #stripes: HTMLCanvasElement;

  constructor(editor: Editor, colours: StageColours) {
    this.#editor = editor;
    this.#colour = colours.mask;
    this.#stripes = stripeTile(colours.dark);
  }

  paint(context: CanvasRenderingContext2D): void {
    const { viewport, pixelRatio } = this.#editor.view.getState();
    if (this.#editor.tools.getState().maskStrength === "hidden" || isOnlyLooking(this.#editor)) return;
    const { level, layers, live } = this.#editor.mask.display;
    context.imageSmoothingEnabled = viewport.scale * pixelRatio < SQUARES_FROM;
    const span = TILE * 2 ** level;
    for (const tiles of layers.values()) {
      for (const [key, bitmap] of tiles) {
        const rect = { x: tileX(key) * span, y: tileY(key) * span, width: span, height: span };
        const { x, y, width, height } = onDevice(viewport, pixelRatio, rect);
        context.drawImage(bitmap, x, y, width, height);
      }
    }
    for (const stroke of Map.groupBy(live, (piece) => piece.brush).values()) {
      context.save();
      context.scale(pixelRatio, pixelRatio);
      drawLiveStroke(context, stroke, viewport, this.#colour);
      context.restore();
    }
    const isEmpty = live.length === 0 && [...layers.values()].every((tiles) => tiles.size === 0);
    if (!isEmpty) this.#drawStripes(context);
  }

  #drawStripes(context: CanvasRenderingContext2D): void {
    const pattern = context.createPattern(this.#stripes, "repeat");
    if (!pattern) return;
    const { viewport, pixelRatio } = this.#editor.view.getState();
    const { x, y, width, height } = onDevice(viewport, pixelRatio, wholeOf(this.#editor.base.getState().base));
    context.save();
    context.globalCompositeOperation = "source-atop";
    context.fillStyle = pattern;
    context.fillRect(x, y, width, height);
    context.restore();
  }
}

function stripeTile(colour: string): HTMLCanvasElement {
  const tile = document.createElement("canvas");
  tile.width = tile.height = STRIPE;
  const context = tile.getContext("2d");
  if (context) {
    context.globalAlpha = STRIPE_OPACITY;
    context.strokeStyle = colour;
    context.lineWidth = STRIPE / 4;
    context.beginPath();
    for (const offset of [-STRIPE, 0, STRIPE]) {
      context.moveTo(offset - 1, STRIPE + 1);
      context.lineTo(offset + STRIPE + 1, -1);
    }
    context.stroke();
  }
  return tile;
}
