import type { VersionBase } from "#lib/client/edits/version-base.ts";
import { BitmapCache, type BitmapRequest } from "#lib/client/photo/bitmap-cache.ts";
import type { Viewport } from "#lib/client/view/viewport.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import { readStageColours } from "../stage/stage-colours.ts";
import { VersionPainter } from "../stage/version-painter.ts";
import type { Editor } from "../state/editor.ts";

/** Decoded pieces kept for one pane: it is a part of the window. */
const BUDGET_BYTES = 48 * 1024 * 1024;
const MAX_PIXEL_RATIO = 2;

/** Draws one version on a canvas of its own, anew whenever it is told to or more of it has arrived. */
export class ResultPainter {
  readonly #canvas: HTMLCanvasElement;
  readonly #bitmaps: BitmapCache;
  readonly #versions: VersionPainter;
  #shown: { readonly viewport: Viewport; readonly base: VersionBase; readonly path: readonly Edit[] } | null = null;
  #frame = 0;

  constructor(
    canvas: HTMLCanvasElement,
    { image, original, patchFiles }: Pick<Editor, "image" | "original" | "patchFiles">,
  ) {
    this.#canvas = canvas;
    this.#bitmaps = new BitmapCache({ budgetBytes: BUDGET_BYTES, onLoad: () => this.#redraw() });
    this.#versions = new VersionPainter({
      image,
      original,
      patchFiles,
      bitmaps: this.#bitmaps,
      checker: readStageColours().checker,
    });
  }

  /** `viewport` is about the pixels of `base`, whatever picture the version itself lies on. */
  show(viewport: Viewport, base: VersionBase, path: readonly Edit[]): void {
    this.#shown = { viewport, base, path };
    this.#redraw();
  }

  close(): void {
    cancelAnimationFrame(this.#frame);
    this.#shown = null;
    this.#bitmaps.close();
  }

  #redraw(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    const context = this.#canvas.getContext("2d");
    if (!context || !this.#shown) return;
    const { viewport, base, path } = this.#shown;
    const pixelRatio = Math.min(MAX_PIXEL_RATIO, window.devicePixelRatio || 1);
    const stage = { width: this.#canvas.clientWidth, height: this.#canvas.clientHeight };
    this.#canvas.width = Math.round(stage.width * pixelRatio);
    this.#canvas.height = Math.round(stage.height * pixelRatio);
    const wanted: BitmapRequest[] = [];
    this.#versions.paint({ context, viewport, placement: base.placement, stage, pixelRatio, wanted }, path);
    this.#bitmaps.want(wanted);
  }
}
