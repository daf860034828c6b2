import type { ImagePoint, ScreenPoint } from "#lib/client/view/points.ts";
import { toScreen } from "#lib/client/view/viewport.ts";
import type { Editor } from "../state/editor.ts";
import { brushRadius } from "../state/tool-store.ts";
import { toolById } from "../tools/index.ts";
import type { StageColours } from "./stage-colours.ts";

/** What the overlay shows besides the stores' contents. */
export interface OverlayFacts {
  /** Where the mouse or pen hovers; null for fingers, and when it is off the stage. */
  readonly hover: ScreenPoint | null;
  readonly steered: ImagePoint | null;
  readonly isSteeredDown: boolean;
  readonly outline: readonly ImagePoint[] | null;
  /** Where a shape of several presses began, and can be closed. */
  readonly firstCorner: ImagePoint | null;
}

/** Brushes smaller than this on the screen are shown by a cross. */
const SMALLEST_RING = 3;
const CROSS = 9;
const DASH = 6;
const CORNER = 5;

/** Draws what is neither photo nor mask: the brush at its size, the steered cursor, the shape being drawn. */
export class OverlayPainter {
  readonly #editor: Editor;
  readonly #colours: StageColours;

  constructor(editor: Editor, colours: StageColours) {
    this.#editor = editor;
    this.#colours = colours;
  }

  paint(context: CanvasRenderingContext2D, facts: OverlayFacts): void {
    const { viewport, pixelRatio } = this.#editor.view.getState();
    const tools = this.#editor.tools.getState();
    const { cursor } = toolById(tools.toolId);
    context.scale(pixelRatio, pixelRatio);
    if (facts.outline) this.#drawOutline(context, facts.outline);
    if (facts.firstCorner) {
      const { x, y } = toScreen(viewport, facts.firstCorner);
      this.#line(context, () => context.arc(x, y, CORNER, 0, Math.PI * 2));
    }
    const steered = facts.steered && toScreen(viewport, facts.steered);
    const at = steered ?? facts.hover;
    if (!at) return;
    const radius = brushRadius(tools, viewport.scale) * viewport.scale;
    const hasRing = cursor === "ring" && radius >= SMALLEST_RING;
    if (hasRing) this.#line(context, () => context.arc(at.x, at.y, radius, 0, Math.PI * 2));
    if (steered || (!hasRing && cursor === "ring")) this.#drawCross(context, at);
    if (steered && facts.isSteeredDown) this.#drawDot(context, at);
  }

  #drawOutline(context: CanvasRenderingContext2D, outline: readonly ImagePoint[]): void {
    const { viewport } = this.#editor.view.getState();
    const trace = () => {
      outline.forEach((point, index) => {
        const { x, y } = toScreen(viewport, point);
        if (index === 0) context.moveTo(x, y);
        else context.lineTo(x, y);
      });
      context.closePath();
    };
    this.#line(context, trace, true);
  }

  #drawCross(context: CanvasRenderingContext2D, { x, y }: ScreenPoint): void {
    this.#line(context, () => {
      context.moveTo(x - CROSS, y);
      context.lineTo(x + CROSS, y);
      context.moveTo(x, y - CROSS);
      context.lineTo(x, y + CROSS);
    });
  }

  #drawDot(context: CanvasRenderingContext2D, { x, y }: ScreenPoint): void {
    context.fillStyle = this.#colours.light;
    context.beginPath();
    context.arc(x, y, CROSS / 3, 0, Math.PI * 2);
    context.fill();
  }

  /** Light on dark, so that it is seen on any photo. */
  #line(context: CanvasRenderingContext2D, trace: () => void, dashed = false): void {
    context.beginPath();
    trace();
    context.lineWidth = 3;
    context.globalAlpha = 0.5;
    context.strokeStyle = this.#colours.dark;
    context.stroke();
    context.globalAlpha = 1;
    context.lineWidth = 1.25;
    context.strokeStyle = this.#colours.light;
    context.setLineDash(dashed ? [DASH, DASH] : []);
    context.stroke();
    context.setLineDash([]);
  }
}
