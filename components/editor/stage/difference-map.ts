import { layOut } from "#lib/client/edits/version-base.ts";
import { patchSource } from "#lib/client/photo/picture-source.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import { intersect, wholeOf } from "#lib/domain/geometry.ts";
import type { Rect } from "#lib/domain/raster.ts";
import type { Editor } from "../state/editor.ts";
import { drawSource } from "./draw-source.ts";
import type { StageColours } from "./stage-colours.ts";
import type { Scene, VersionPainter } from "./version-painter.ts";

/** The difference is doubled this many times: it is shown eight times as bright as it is. */
const DOUBLINGS = 3;
/** Doubled this often, the faintest alpha (1 of 255) is opaque. */
const ALPHA_DOUBLINGS = 8;
/** Width of the mask's outline, in CSS pixels. */
const OUTLINE = 1.5;
const AROUND = [0, 1, 2, 3, 4, 5, 6, 7].map((eighth) => (eighth * Math.PI) / 4);

/**
 * Draws by how much a version differs from the one before, channel by channel: black where nothing changed. The pixels
 * are compared by the canvas itself, at the zoom they are shown at; none is read back. Around what the edits between the
 * two were allowed to change it draws a line.
 */
export class DifferenceMap {
  readonly #editor: Pick<Editor, "image" | "patchFiles">;
  readonly #versions: VersionPainter;
  readonly #outlineColour: string;
  #scratch: readonly [CanvasRenderingContext2D, CanvasRenderingContext2D] | null = null;

  constructor(editor: Editor, versions: VersionPainter, colours: StageColours) {
    this.#editor = editor;
    this.#versions = versions;
    this.#outlineColour = colours.mask;
  }

  /** `before` and `after` as of `versionPath`. */
  paint(scene: Scene, before: readonly Edit[], after: readonly Edit[]): void {
    const { width, height } = scene.context.canvas;
    const [difference, other] = this.#clear(width, height);
    this.#versions.paint({ ...scene, context: difference }, before);
    this.#versions.paint({ ...scene, context: other }, after);
    drawOver(difference, other.canvas, "difference");
    for (let doubling = 0; doubling < DOUBLINGS; doubling++) drawOver(difference, difference.canvas, "lighter");
    scene.context.drawImage(difference.canvas, 0, 0);
    this.#outline(scene, before, after);
  }

  /** Lets go of the canvases, which are as large as the stage's. */
  release(): void {
    for (const { canvas } of this.#scratch ?? []) canvas.width = canvas.height = 0;
    this.#scratch = null;
  }

  #outline(scene: Scene, before: readonly Edit[], after: readonly Edit[]): void {
    const { width, height } = scene.context.canvas;
    const [line, shape] = this.#clear(width, height);
    const frame = this.#versions.frame({ ...scene, context: shape }, after);
    const patches = layOut(this.#editor.image, after)
      .above.filter((edit) => !before.includes(edit))
      .flatMap((edit) => edit.patches);
    for (const patch of patches) drawSource(frame, patchSource(patch, this.#editor.patchFiles));
    const thickness = OUTLINE * scene.pixelRatio;
    const seen = patches.flatMap((patch) => {
      const area = intersect(grown(frame.place(patch), thickness), wholeOf({ width, height }));
      return area ? [area] : [];
    });
    if (seen.length === 0) return;
    const area = around(seen);
    for (let doubling = 0; doubling < ALPHA_DOUBLINGS; doubling++) drawOver(shape, shape.canvas, "lighter", area);
    for (const angle of AROUND) {
      const shift = { x: Math.cos(angle) * thickness, y: Math.sin(angle) * thickness };
      drawOver(line, shape.canvas, "source-over", area, shift);
    }
    drawOver(line, shape.canvas, "destination-out", area);
    line.globalCompositeOperation = "source-in";
    line.fillStyle = this.#outlineColour;
    line.fillRect(0, 0, width, height);
    scene.context.drawImage(line.canvas, 0, 0);
  }

  #clear(width: number, height: number): readonly [CanvasRenderingContext2D, CanvasRenderingContext2D] {
    this.#scratch ??= [emptyCanvas(), emptyCanvas()];
    for (const { canvas } of this.#scratch) {
      // Setting a size also wipes the canvas and its settings.
      canvas.width = width;
      canvas.height = height;
    }
    return this.#scratch;
  }
}

/** Draws an area of one canvas onto the same place of another, or a little beside it. */
function drawOver(
  context: CanvasRenderingContext2D,
  picture: HTMLCanvasElement,
  how: GlobalCompositeOperation,
  area: Rect = wholeOf(picture),
  shift = { x: 0, y: 0 },
): void {
  const { x, y, width, height } = area;
  context.globalCompositeOperation = how;
  context.drawImage(picture, x, y, width, height, x + shift.x, y + shift.y, width, height);
}

function emptyCanvas(): CanvasRenderingContext2D {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) throw new Error("This browser draws on no canvas");
  return context;
}

/** In whole pixels, so that nothing is drawn between them. */
function grown({ x, y, width, height }: Rect, by: number): Rect {
  const margin = Math.ceil(by);
  return { x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin };
}

function around(rects: readonly Rect[]): Rect {
  const x = Math.min(...rects.map((rect) => rect.x));
  const y = Math.min(...rects.map((rect) => rect.y));
  const right = Math.max(...rects.map((rect) => rect.x + rect.width));
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.height));
  return { x, y, width: right - x, height: bottom - y };
}
